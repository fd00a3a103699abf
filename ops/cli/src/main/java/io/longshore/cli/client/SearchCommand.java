package io.longshore.cli.client;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Finds passages. */
@Command(
    name = "search",
    description = "Finds the passages that fit a query best.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SearchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "QUERY")
  private String query;

  @Option(names = "--collection", paramLabel = "C", description = "Searches these documents only.")
  private @Nullable String collection;

  @Option(names = "--k", paramLabel = "N", description = "How many passages.")
  private @Nullable Integer k;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode found = key.api().search(query, collection, k);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Shape.each(Shape.RESULT, found.path("results"));
      out.println(found.toPrettyString());
    } else {
      found.path("results").forEach(result -> out.println(text(result)));
      if (found.path("results").isEmpty()) {
        out.println("Nothing found.");
      }
      out.print(AnswerText.missing(found));
    }
    return Exit.GOOD;
  }

  private static String text(JsonNode result) {
    return "%.3f  %s%s, characters %d to %d%n       %s"
        .formatted(
            result.path("score").asDouble(),
            result.path("name").asString(""),
            AnswerText.page(result),
            result.path("start").asInt(),
            result.path("end").asInt(),
            result.path("text").asString("").strip().replaceAll("\\s+", " "));
  }
}
