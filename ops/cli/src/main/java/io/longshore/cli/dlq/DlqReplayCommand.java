package io.longshore.cli.dlq;

import io.longshore.cli.Exit;
import io.longshore.contracts.DeadLetters;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back. */
@Command(
    name = "replay",
    description = "Puts dead letters back on their topics, as they were before.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DlqReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", arity = "1..*", converter = LetterId.Converter.class)
  private List<LetterId> ids;

  @Option(names = "--again", description = "Also what was replayed before.")
  private boolean again;

  @Mixin private BrokerOption broker;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean allReplayed = true;
    try (var open = broker.open()) {
      var box = new DeadLetterBox(open);
      for (LetterId id : ids) {
        Letter letter = box.letter(id);
        var mark = letter.mark();
        if (mark != null && !again) {
          allReplayed = false;
          spec.commandLine()
              .getErr()
              .println(
                  "%s was replayed at %s: --again does it once more.".formatted(id, mark.at()));
        } else {
          box.replay(letter);
          spec.commandLine()
              .getOut()
              .println("replayed %s to %s".formatted(id, letter.header(DeadLetters.TOPIC)));
        }
      }
    }
    return allReplayed ? Exit.GOOD : Exit.SOME_FAILED;
  }
}
