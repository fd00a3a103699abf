package io.longshore.cli.dlq;

import io.longshore.cli.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a dead letter. */
@Command(
    name = "show",
    description = "Shows the headers and the record of a dead letter, and does nothing with it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DlqShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", converter = LetterId.Converter.class)
  private LetterId id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (var open = broker.open()) {
      Letter letter = new DeadLetterBox(open).letter(id);
      if (json) {
        var shown = LetterText.json(letter);
        var headers = shown.putObject("headers");
        letter
            .record()
            .headers()
            .forEach(header -> headers.put(header.key(), letter.header(header.key())));
        shown.put("value", letter.value());
        spec.commandLine().getOut().println(shown.toPrettyString());
      } else {
        spec.commandLine().getOut().print(LetterText.whole(letter));
      }
    }
    return Exit.GOOD;
  }
}
