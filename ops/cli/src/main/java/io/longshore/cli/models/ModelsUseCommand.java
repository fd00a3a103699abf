package io.longshore.cli.models;

import io.longshore.cli.Exit;
import io.longshore.cli.stack.Home;
import io.longshore.cli.stack.Models;
import io.longshore.cli.stack.Stack;
import io.longshore.local.LocalFailure;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chooses the language model. */
@Command(
    name = "use",
    description = "Chooses the language model for the next ./longshore up.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsUseCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description =
          "A fetched model, 'none' for quotes only, or 'auto' for the one that suits the machine.")
  private String name;

  @Option(
      names = "--without-adapter",
      description =
          "Leaves off what ./longshore train answers made for it; without this it is applied where it is there.")
  private boolean withoutAdapter;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Models.requireOurs();
    if (!List.of(Choice.NONE, Choice.AUTO).contains(name)) {
      LanguageModel model = LanguageModels.named(name);
      if (LanguageModels.here(model).isEmpty()) {
        throw new LocalFailure(
            "%s isn't here: ./longshore models fetch %s fetches it (%d MB)."
                .formatted(name, name, model.megabytes()));
      }
    }
    Home home = Home.ofEnvironment();
    Models.wish(home, name);
    Models.mayAdapt(home, !withoutAdapter);
    PrintWriter out = spec.commandLine().getOut();
    out.println("The next ./longshore up takes " + Choice.here(name).line());
    if (new Stack(home, out::println).runs()) {
      out.println("Longshore runs: ./longshore down and up change it.");
    }
    return Exit.GOOD;
  }
}
