package io.longshore.cli;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one run of the command gave. */
public record Run(int exit, String out, String err) {
  /** Runs the command in this JVM; its home is the one of Maven's settings for tests. */
  public static Run of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Longshore.commandLine()
            .setOut(
                new PrintWriter(
                    new BufferedWriter(out), true)) // as a console: what is not flushed is not seen
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  public JsonNode json() {
    return JsonMapper.builder().build().readTree(out);
  }
}
