package io.longshore.cli.dlq;

import io.longshore.cli.Exit;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
    name = "list",
    description = "Lists the dead letters of each topic: reason, group, where and when, subject.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DlqListCommand implements Callable<Integer> {
  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "Only those of records of this topic, such as documents.submitted.")
  private @Nullable String topic;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var all = LetterText.JSON.createArrayNode();
    var counts = new LinkedHashMap<String, Integer>();
    try (var open = broker.open()) {
      new DeadLetterBox(open)
          .each(letter -> {
            if (topic != null && !letter.source().startsWith(topic + "/")) {
              return;
            }
            counts.merge(letter.id().topic(), 1, Integer::sum);
            if (json) {
              all.add(LetterText.json(letter));
            } else {
              out.println(LetterText.line(letter));
            }
          });
    }
    if (json) {
      out.println(LetterText.JSON.createObjectNode().set("data", all).toPrettyString());
    } else if (counts.isEmpty()) {
      out.println("No dead letters.");
    } else {
      counts.forEach((name, count) -> out.println(name + ": " + count));
    }
    return Exit.GOOD;
  }
}
