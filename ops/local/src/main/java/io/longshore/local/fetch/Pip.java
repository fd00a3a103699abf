package io.longshore.local.fetch;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * The machine's own pip with its settings.
 *
 * @param command how it is called, such as {@code python3 -m pip}
 */
record Pip(List<String> command) {
  /** How it is called on one machine or another. */
  static final List<List<String>> CALLS =
      List.of(List.of("pip3"), List.of("python3", "-m", "pip"), List.of("pip"));

  private static final Duration FETCH_BOUND = Duration.ofMinutes(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /**
   * Ask for one file whatever the local Python is; anything else would have another checksum. Its
   * cache would hold everything a second time.
   */
  private static final List<String> FLAGS =
      List.of(
          "download",
          "--quiet",
          "--disable-pip-version-check",
          "--no-cache-dir",
          "--no-deps",
          "--only-binary=:all:",
          "--python-version=3.11",
          "--implementation=cp",
          "--abi=cp311",
          "--platform=manylinux_2_28_x86_64",
          "--platform=manylinux2014_x86_64", // pip takes no older platform by itself
          "--require-hashes");

  /** A {@link #reason}. */
  static final String DAMAGED =
      "what came has another checksum, so it was cut off or changed on its way";

  private static final Pattern NO_CONNECTION =
      Pattern.compile(
          "NewConnectionError|Failed to establish a new connection|ConnectTimeoutError|"
              + "Name or service not known|Temporary failure in name resolution|ProxyError");

  /** All that pip says when its settings make it ask once only, and of an index without it. */
  private static final String NO_VERSIONS = "(from versions: none)";

  boolean works() {
    var version = new ArrayList<>(command);
    version.add("--version");
    try {
      Process process =
          new ProcessBuilder(version)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while looking for pip.", e);
    }
  }

  /**
   * Downloads a wheel into a folder that is otherwise empty.
   *
   * @param bytes told now and then how many bytes of it are here; pip says nothing of them when it
   *     is quiet, so they are counted where it puts them
   * @return the file, whose checksum pip compared
   * @throws LocalFailure with half a sentence that says why not
   */
  Path download(Wheel wheel, Path folder, LongConsumer bytes) {
    try {
      Path requirements = folder.resolve("requirements.txt");
      Files.writeString(
          requirements, "%s --hash=sha256:%s\n".formatted(wheel.requirement(), wheel.sha256()));
      Path halves = Files.createDirectory(folder.resolve("halves"));
      Path whole = Files.createDirectory(folder.resolve("whole"));
      var call = new ArrayList<>(command);
      call.addAll(FLAGS);
      call.addAll(List.of("--dest", whole.toString(), "-r", requirements.toString()));
      var environment = Map.of("TMPDIR", halves.toString());
      new Program("pip", call, environment, folder.resolve("pip.log"))
          .run(FETCH_BOUND, LOOK_EVERY, () -> bytes.accept(largestIn(halves)));
      try (var files = Files.newDirectoryStream(whole, wheel.filePrefix() + "*.whl")) {
        for (Path file : files) {
          return file;
        }
      }
      throw new LocalFailure("pip fetched no wheel of " + wheel.requirement());
    } catch (IOException e) {
      throw Folders.failure("fetch " + wheel.requirement(), e);
    }
  }

  /** What pip said, as a reason in half a sentence. */
  static String reason(LocalFailure failure) {
    String said = String.valueOf(failure.getMessage());
    if (NO_CONNECTION.matcher(said).find()) {
      return "there is no connection to the package index";
    }
    if (said.contains("DO NOT MATCH THE HASHES")) {
      return DAMAGED;
    }
    if (said.contains(NO_VERSIONS)) {
      return "the package index can't be reached, or hasn't got it";
    }
    return said.lines().reduce((a, b) -> b).orElse("").strip();
  }

  /** The wheel that pip is at lies below a folder of its own with a name that it chooses. */
  private static long largestIn(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(Pip::size).max().orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it was moved meanwhile; the next look sees more
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
