package io.longshore.cli.client;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Lists documents. */
@Command(
    name = "documents",
    description = "Lists the documents and what became of them.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DocumentsCommand implements Callable<Integer> {
  @Option(names = "--collection", paramLabel = "C", description = "Lists this collection only.")
  private @Nullable String collection;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ArrayNode documents = key.api().documents(collection);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Shape.each(Shape.DOCUMENT, documents);
      out.println(Api.JSON.createObjectNode().set("data", documents).toPrettyString());
    } else {
      documents.forEach(document -> out.println(text(document)));
      if (documents.isEmpty()) {
        out.println("No documents: ./longshore ingest PATH hands one in.");
      }
    }
    return Exit.GOOD;
  }

  private static String text(JsonNode document) {
    JsonNode error = document.path("error");
    return "%s  %-9s %8d words  %s/%s%s"
        .formatted(
            document.path("id").asString(""),
            document.path("state").asString(""),
            document.path("words").asLong(0),
            document.path("collection").asString(""),
            document.path("name").asString(""),
            error.isObject() ? "  (" + error.path("message").asString("") + ")" : "");
  }
}
