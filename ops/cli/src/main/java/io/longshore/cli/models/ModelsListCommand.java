package io.longshore.cli.models;

import io.longshore.cli.Exit;
import io.longshore.cli.stack.Home;
import io.longshore.cli.stack.Models;
import io.longshore.cli.stack.Prompts;
import io.longshore.models.ModelShelf;
import io.longshore.models.Offer;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.Tuning;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Lists language models. */
@Command(
    name = "list",
    description = "Lists the language models with size, memory, licence, languages and state.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsListCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** What {@code --json} prints; {@code next} says in words what the next start takes. */
  record Listing(List<Line> data, List<EncoderLine> encoders, String next) {}

  /** An encoder that is served beside the embedder when somebody fetched it. */
  record EncoderLine(
      String name, String role, int fetchMb, String licence, String languages, boolean fetched) {
    static EncoderLine of(Offer offer) {
      return new EncoderLine(
          offer.name(),
          offer.role(),
          offer.megabytes(),
          offer.licence(),
          offer.languages(),
          ModelShelf.holds(Models.encoders(), offer));
    }
  }

  /**
   * One model; {@code memoryMbMax} is what it takes with its context, {@code adapter} the name of
   * what training made for it, where a start may apply it.
   */
  record Line(
      String name,
      long sizeMb,
      long memoryMbMax,
      String licence,
      String languages,
      boolean fetched,
      boolean inUse,
      @Nullable String adapter,
      String notice) {}

  @Override
  public Integer call() {
    Models.requireOurs();
    Home home = Home.ofEnvironment();
    Optional<LanguageModel> inUse = Models.inUse(home);
    var listing =
        new Listing(
            LanguageModels.all().stream().map(model -> line(model, inUse)).toList(),
            ModelShelf.offers().stream().map(EncoderLine::of).toList(),
            Choice.here(Models.wish(home)).line());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(listing));
    } else {
      print(listing, out);
    }
    return Exit.GOOD;
  }

  private static Line line(LanguageModel model, Optional<LanguageModel> inUse) {
    return new Line(
        model.name(),
        model.megabytes(),
        model.memoryMegabytes(),
        model.licence(),
        model.languages(),
        LanguageModels.here(model).isPresent(),
        inUse.filter(model::equals).isPresent(),
        Tuning.here(model).askedBy(Prompts.inUse()) instanceof Tuning.Ready ready
            ? ready.name()
            : null,
        model.notice());
  }

  private static void print(Listing listing, PrintWriter out) {
    out.printf(
        "%-28s %8s %10s %-11s %-18s %s%n",
        "model", "size MB", "memory MB", "state", "licence", "languages");
    for (Line line : listing.data()) {
      String state = line.inUse() ? "in use" : line.fetched() ? "fetched" : "not fetched";
      out.printf(
          "%-28s %8d %10d %-11s %-18s %s%s%n",
          line.name(),
          line.sizeMb(),
          line.memoryMbMax(),
          state,
          line.licence(),
          line.languages(),
          line.notice().isEmpty() ? "" : " (" + line.notice() + ")");
    }
    for (Line line : listing.data()) {
      if (line.adapter() != null) {
        out.println(
            "%s has the adapter %s: ./longshore models use %s --without-adapter leaves it off."
                .formatted(line.name(), line.adapter(), line.name()));
      }
    }
    for (EncoderLine line : listing.encoders()) {
      out.println(
          "Encoder %s (%s, %s, %s): %s"
              .formatted(
                  line.name(),
                  line.role(),
                  line.licence(),
                  line.languages(),
                  line.fetched()
                      ? "fetched"
                      : "./longshore models fetch %s fetches it (%d MB)"
                          .formatted(line.name(), line.fetchMb())));
    }
    out.println("The next ./longshore up takes " + listing.next());
  }
}
