package io.longshore.cli.models;

import io.longshore.cli.Exit;
import io.longshore.cli.stack.Home;
import io.longshore.cli.stack.Models;
import io.longshore.models.ModelShelf;
import io.longshore.models.Offer;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a model. */
@Command(
    name = "fetch",
    description =
        "Fetches a language model and the library that runs it, or an encoder; the same again goes on after a break.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsFetchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description =
          "As ./longshore models list names it; or embedder, which ./longshore up fetches by itself.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name.equals(Models.EMBEDDER)) {
      Models.prepareEncoders(Home.ofEnvironment(), out::println);
      out.printf("It is in %s, a model repository.%n", Models.encoders());
      return Exit.GOOD;
    }
    for (Offer offer : ModelShelf.offers()) {
      if (offer.name().equals(name)) {
        new Fetching(out).fetch(offer, Models.encoders());
        out.println(
            served(
                "The next ./longshore up serves it beside the embedder, as %s."
                    .formatted(offer.role())));
        return Exit.GOOD;
      }
    }
    LanguageModel model = LanguageModels.named(name);
    new Fetching(out).fetch(model);
    boolean unasked = model.equals(Choice.here(Choice.AUTO).model());
    out.println(
        served(
            unasked
                ? "The next ./longshore up takes it, unless another was chosen with ./longshore models use."
                : "./longshore models use %s chooses it for the next ./longshore up."
                    .formatted(name)));
    return Exit.GOOD;
  }

  private static String served(String byUs) {
    return Models.areOurs()
        ? byUs
        : "It is not served while LONGSHORE_MODELS_REPOSITORY names a repository of one's own.";
  }
}
