package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's own Python client, where pip can bring it. */
class TritonClientTest {
  private static final String VERSION = "2.73.0";
  private static final String CLIENT = "tritonclient[grpc]==" + VERSION;
  private static final int INSTALL_SECONDS = 300;
  private static final int RUN_SECONDS = 120;

  @TempDir Path folder;

  private record Outcome(int code, String output) {}

  @Test
  void nvidiasOwnClientFindsTheEncoderThatItExpects() throws IOException, InterruptedException {
    try (var server = new TestServer(TestServer.settings(TestServer.repository(), 65_536))) {
      runs("triton_client.py", server);
    }
  }

  @Test
  void nvidiasOwnClientStreamsTheGeneratorAsVllmsBackEnd()
      throws IOException, InterruptedException {
    Settings settings = TestServer.writing(Files.createDirectory(folder.resolve("models")), 4);
    try (var server = new TestServer(settings).loaded()) {
      runs("triton_writer.py", server);
    }
  }

  private void runs(String script, TestServer server) throws InterruptedException {
    Path environment = Folders.cache().resolve("tritonclient-" + VERSION);
    String python = environment.resolve("bin/python").toString();
    if (run(List.of(python, "-c", "import tritonclient.grpc"), RUN_SECONDS).code() != 0) {
      require(run(List.of("python3", "-m", "venv", environment.toString()), INSTALL_SECONDS));
      require(
          run(
              List.of(
                  python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", CLIENT),
              INSTALL_SECONDS));
    }
    var checked = run(List.of(python, "src/test/python/" + script, server.address()), RUN_SECONDS);
    System.out.println(checked.output().strip());
    assertThat(checked.code()).as(checked.output()).isZero();
  }

  private static void require(Outcome outcome) {
    if (outcome.code() != 0) {
      abort("Skipped, for pip can't bring %s here: %s".formatted(CLIENT, outcome.output().strip()));
    }
  }

  private Outcome run(List<String> command, int seconds) throws InterruptedException {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(1, "took more than %d s".formatted(seconds));
      }
      return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Outcome(1, String.valueOf(e.getMessage()));
    }
  }
}
