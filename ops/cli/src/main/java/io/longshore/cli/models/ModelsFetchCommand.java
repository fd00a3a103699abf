package io.longshore.cli.models;

import io.longshore.cli.Exit;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a language model. */
@Command(
    name = "fetch",
    description =
        "Fetches a language model and the library that runs it; the same again goes on after a break.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsFetchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "As ./longshore models list names it.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LanguageModel model = LanguageModels.named(name);
    PrintWriter out = spec.commandLine().getOut();
    new Fetching(out).fetch(model);
    boolean unasked = model.equals(Choice.here(Choice.AUTO).model());
    out.println(
        unasked
            ? "The next ./longshore up takes it, unless another was chosen with ./longshore models use."
            : "./longshore models use %s chooses it for the next ./longshore up.".formatted(name));
    return Exit.GOOD;
  }
}
