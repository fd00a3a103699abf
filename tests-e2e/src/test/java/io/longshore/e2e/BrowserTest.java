package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The chat page, driven in a real Chromium by {@code browser/journey.mjs}. */
class BrowserTest {
  private static final Path FOLDER = Longshore.ROOT.resolve("tests-e2e/browser");
  private static final Path PICTURES = Longshore.ROOT.resolve("tests-e2e/target/screenshots");
  private static final long MINUTES_MAX = 8;

  @Test
  void aCitationOpensTheTextAtItsHighlightedQuote() throws IOException, InterruptedException {
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      boolean installed = run(List.of("npm", "ci", "--silent")).good();
      assumeTrue(installed, "skipped: npm could not fetch what drives the browser");
    }
    var journey = run(List.of("node", "journey.mjs"));
    System.out.println(journey.output());
    assumeFalse(journey.output().contains("browser journey: skipped"), journey.output());
    assertThat(journey.good()).as(journey.output()).isTrue();
    assertThat(PICTURES.resolve("4-citation.png")).isNotEmptyFile();
  }

  private record Run(boolean good, String output) {}

  private static Run run(List<String> command) throws IOException, InterruptedException {
    var log = Files.createTempFile("browser", ".log");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("LONGSHORE_SCREENSHOTS", PICTURES.toString());
      builder.environment().put("LONGSHORE_URL", "http://127.0.0.1:" + Longshore.running().port());
      var process = builder.start();
      boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
      process.destroyForcibly();
      return new Run(
          ended && process.exitValue() == 0, Files.readString(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Run(false, "browser journey: skipped, " + e.getMessage());
    } finally {
      Files.delete(log);
    }
  }
}
