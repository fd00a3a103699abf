package io.longshore.cli.train;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Python.
 *
 * @param command how it is called
 * @param version such as 3.11
 */
record Python(String command, String version) {
  private static final int OLDEST = 10; // 3.10
  private static final List<String> CALLS = List.of("python3", "python");
  private static final String VERSION = "import sys; print('%d.%d' % sys.version_info[:2])";

  /** The machine's own. Throws {@link LocalFailure} when there is none or it is too old. */
  static Python onPath() {
    return of(CALLS);
  }

  static Python of(List<String> calls) {
    String old = "";
    for (String call : calls) {
      String version = said(call);
      if (version.matches("3\\.\\d+") && Integer.parseInt(version.substring(2)) >= OLDEST) {
        return new Python(call, version);
      }
      old = version.isEmpty() ? old : version;
    }
    throw new LocalFailure(
        "Training needs Python 3.%d or later with pip and venv, and there is %s in PATH: install it (apt-get install python3-venv python3-pip, for example)."
            .formatted(OLDEST, old.isEmpty() ? "none" : "only " + old));
  }

  private static String said(String call) {
    try {
      Process process =
          new ProcessBuilder(call, "-c", VERSION)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? said : "";
    } catch (IOException e) {
      return ""; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while looking for Python.", e);
    }
  }
}
