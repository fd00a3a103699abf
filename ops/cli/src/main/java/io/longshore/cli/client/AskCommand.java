package io.longshore.cli.client;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a question. */
@Command(
    name = "ask",
    description = "Answers a question from the documents, with quotes.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AskCommand implements Callable<Integer> {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  private static final class What {
    @Parameters(paramLabel = "QUESTION")
    private @Nullable String question;

    @Option(
        names = "--again",
        paramLabel = "ID",
        description =
            "Asks what an earlier answer was asked, in the same place and way, and shows what differs.")
    private @Nullable String again;
  }

  @Option(names = "--collection", paramLabel = "C", description = "Asks these documents only.")
  private @Nullable String collection;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Follows up on an earlier question.")
  private @Nullable String conversation;

  @Option(names = "--explain", description = "Shows how the answer came about.")
  private boolean explain;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (what.again != null) {
      return again(what.again);
    }
    JsonNode answer = key.api().ask(question());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Shape.with(Shape.ANSWER, answer);
      Shape.each(Shape.CITATION, answer.path("citations"));
      out.println(answer.toPrettyString());
    } else {
      out.print(AnswerText.of(answer));
      out.print(AnswerText.steps(answer));
      out.println("  conversation " + answer.path("conversation").asString(""));
    }
    return answer.path("status").asString("").equals("failed") ? Exit.SOME_FAILED : Exit.GOOD;
  }

  private ObjectNode question() {
    ObjectNode body = Api.JSON.createObjectNode().put("question", what.question);
    if (collection != null) {
      body.put("collection", collection);
    }
    if (conversation != null) {
      body.put("conversation", conversation);
    }
    if (explain) {
      body.putObject("options").put("explain", true);
    }
    return body;
  }

  private int again(String id) {
    if (collection != null || conversation != null) {
      throw new ParameterException(
          spec.commandLine(), "--again asks where it was asked: without --collection.");
    }
    JsonNode before = key.api().answer(id);
    var again = new Again(before);
    JsonNode after = key.api().ask(again.body(key.api()::collections));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(again.compared(after).toPrettyString());
    } else {
      out.print(AnswerText.of(after));
      if (explain) {
        out.print(AnswerText.steps(after));
      }
      out.print(again.text(after));
    }
    return after.path("status").asString("").equals("failed") ? Exit.SOME_FAILED : Exit.GOOD;
  }
}
