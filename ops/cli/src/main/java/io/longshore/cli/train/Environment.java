package io.longshore.cli.train;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Python environment in the cache with what training needs, made by the machine's own pip with
 * its settings; {@code LONGSHORE_WHEELS} may hold the packages. One that is whole has a file that
 * says so; any other is made anew.
 *
 * @param folder of its own for each list of packages and each Python
 * @param disk what is free
 */
record Environment(Path folder, Path requirements, Python maker, Disk disk) {
  private static final String WHOLE = "whole";

  /** Measured with torch 2.15.0, whose only Linux build on PyPI brings CUDA's libraries. */
  private static final long MEGABYTES = 5_400;

  /** Beside the environment while it is made: the largest packages, as they come. */
  private static final long MEGABYTES_MEANWHILE = 4_000;

  private static final long MB = 1_000_000;
  private static final Duration BOUND = Duration.ofHours(1);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  /** Free bytes of the disk that a folder lies on. */
  @FunctionalInterface
  interface Disk {
    long free(Path folder) throws IOException;
  }

  static Environment of(Path requirements, Python maker) {
    try {
      String print = Checksum.sha256(requirements).substring(0, 8);
      Path folder =
          Folders.cache()
              .resolve("training")
              .resolve("python-%s-%s".formatted(maker.version(), print));
      return new Environment(
          folder, requirements, maker, path -> Files.getFileStore(path).getUsableSpace());
    } catch (IOException e) {
      throw Folders.failure("read " + requirements, e);
    }
  }

  Python python() {
    return new Python(folder.resolve("bin/python").toString(), maker.version());
  }

  /** Makes it where it isn't whole; says before what that takes. One maker at a time. */
  void prepare(PrintWriter out) {
    Path lock = Folders.madeFor(folder).resolve(folder.getFileName() + ".lock");
    try (var channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      if (!Files.exists(folder.resolve(WHOLE))) {
        make(out);
      }
    } catch (IOException e) {
      throw Folders.failure("make " + folder, e);
    }
  }

  private void make(PrintWriter out) throws IOException {
    Folders.remove(folder);
    requireDisk();
    out.printf(
        "Training needs PyTorch, once: %,d MB in %s. That takes some minutes; Ctrl-C and the same command begin it again.%n",
        MEGABYTES, folder);
    out.flush();
    Path halves = Folders.made(folder.resolve("halves"));
    Path log = folder.resolve("pip.log");
    Map<String, String> environment = Map.of("TMPDIR", halves.toString());
    try {
      new Program(
              "python -m venv",
              List.of(maker.command(), "-m", "venv", folder.toString()),
              environment,
              log)
          .run(BOUND);
      new Program("pip", install(), environment, log).run(BOUND, TELL_EVERY, () -> tell(out));
    } catch (LocalFailure e) {
      throw new LocalFailure("The training environment can't be made: " + e.getMessage(), e);
    }
    Folders.remove(halves);
    Files.writeString(folder.resolve(WHOLE), "");
    out.println("  The training environment is ready.");
  }

  private List<String> install() {
    var install = new ArrayList<>(List.of(python().command(), "-m", "pip", "install"));
    install.addAll(List.of("--quiet", "--disable-pip-version-check", "--no-cache-dir"));
    String wheels = System.getenv("LONGSHORE_WHEELS");
    if (wheels != null && !wheels.isBlank()) {
      install.addAll(List.of("--find-links", wheels));
    }
    install.addAll(List.of("-r", requirements.toString()));
    return install;
  }

  private void requireDisk() throws IOException {
    long free = disk.free(Folders.madeFor(folder));
    long needed = (MEGABYTES + MEGABYTES_MEANWHILE) * MB;
    if (free < needed) {
      throw new LocalFailure(
          "PyTorch needs %,d MB on the disk of %s while it is installed, which has %,d MB left: make room, or set XDG_CACHE_HOME to a folder on another disk."
              .formatted(needed / MB, folder.getParent(), free / MB));
    }
  }

  /** pip says nothing of how far it is, so what it has put there is counted. */
  private void tell(PrintWriter out) {
    try (var files = Files.walk(folder)) {
      long bytes = files.mapToLong(Environment::size).sum();
      out.printf("  %,d MB so far%n", bytes / MB);
      out.flush();
    } catch (IOException | UncheckedIOException e) {
      // a file was moved meanwhile; the next look sees more
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
