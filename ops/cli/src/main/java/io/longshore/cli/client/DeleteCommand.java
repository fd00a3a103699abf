package io.longshore.cli.client;

import io.longshore.cli.Exit;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Await;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a document. */
@Command(
    name = "delete",
    description = "Deletes a document everywhere and waits until it is gone.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DeleteCommand implements Callable<Integer> {
  private static final Duration BOUND = Duration.ofMinutes(2);

  @Parameters(paramLabel = "ID")
  private String id;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Api api = key.api();
    api.delete(id);
    if (!Await.until(() -> isGone(api), BOUND)) {
      throw new LocalFailure(
          "The document is hidden, but not every part has erased it yet: ./longshore status says what runs.");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("deleted " + id);
    return Exit.GOOD;
  }

  private boolean isGone(Api api) {
    try {
      return api.document(id).path("state").asString("").equals("deleted");
    } catch (Refused e) {
      return true; // no longer known
    }
  }
}
