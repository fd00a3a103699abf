package io.longshore.cli.client;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Looks for what is left of a deleted document. */
@Command(
    name = "verify-erased",
    description =
        "Looks everywhere for what is left of a document and says what it looked at; 1 when"
            + " something is left or could not be looked at.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyErasedCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode found = key.api().holdings(id);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(found));
    } else {
      print(found, out);
    }
    boolean erased = found.get("complete").asBoolean() && found.get("held").asLong() == 0;
    return erased ? Exit.GOOD : Exit.SOME_FAILED;
  }

  private static void print(JsonNode found, PrintWriter out) {
    out.printf(
        "document %s is %s%n", found.get("document").asString(), found.get("state").asString());
    for (JsonNode owner : found.get("owners")) {
      String name = owner.get("owner").asString();
      if (!owner.path("error").isNull()) {
        out.printf("  %-10s not looked at: %s%n", name, owner.get("error").asString());
      }
      owner
          .get("counts")
          .forEachEntry(
              (kind, count) -> out.printf("  %-10s %-10s %d%n", name, kind, count.asLong()));
    }
    for (JsonNode topic : found.get("topics")) {
      out.printf(
          "  topic %s holds it in %d records until %s%n",
          topic.get("topic").asString(),
          topic.get("records").asLong(),
          topic.get("expires_at").asString());
    }
    if (!found.get("complete").asBoolean()) {
      out.println("Not everything could be looked at: ./longshore status says what runs.");
    } else if (found.get("held").asLong() == 0) {
      out.println(
          found.get("topics").isEmpty()
              ? "Nothing is left of it."
              : "Nothing is left of it but what the topics above forget by themselves.");
    } else if (found.get("state").asString().startsWith("delet")) {
      out.printf("%d are left.%n", found.get("held").asLong());
    } else {
      out.println("It is not deleted: ./longshore delete " + found.get("document").asString());
    }
  }
}
