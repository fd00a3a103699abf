package io.longshore.cli.dlq;

import io.longshore.cli.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets dead letters. */
@Command(name = "drop", description = "Forgets dead letters.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DlqDropCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", arity = "1..*", converter = LetterId.Converter.class)
  private List<LetterId> ids;

  @Mixin private BrokerOption broker;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (var open = broker.open()) {
      var box = new DeadLetterBox(open);
      for (LetterId id : ids) {
        boolean gone = box.drop(box.letter(id));
        spec.commandLine()
            .getOut()
            .println(
                gone
                    ? "dropped %s, and its bytes are gone".formatted(id)
                    : "dropped %s; its bytes stay until the letters before it are replayed or dropped too, or its topic forgets them"
                        .formatted(id));
      }
    }
    return Exit.GOOD;
  }
}
