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

/** Asks a question. */
@Command(
    name = "ask",
    description = "Answers a question from the documents, with quotes.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AskCommand implements Callable<Integer> {
  @Parameters(paramLabel = "QUESTION")
  private String question;

  @Option(names = "--collection", paramLabel = "C", description = "Asks these documents only.")
  private @Nullable String collection;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Follows up on an earlier question.")
  private @Nullable String conversation;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode answer = key.api().ask(question, collection, conversation);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Shape.with(Shape.ANSWER, answer);
      Shape.each(Shape.CITATION, answer.path("citations"));
      out.println(answer.toPrettyString());
    } else {
      out.print(AnswerText.of(answer));
      out.println("  conversation " + answer.path("conversation").asString(""));
    }
    return answer.path("status").asString("").equals("failed") ? Exit.SOME_FAILED : Exit.GOOD;
  }
}
