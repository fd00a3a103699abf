package io.longshore.ingest.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary folder of this process. It holds a lock there as long as it lives, so that the next
 * one finds what a killed one left and removes it; a number of the process would not do, for in a
 * container it is always the same.
 */
public final class Scratch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Scratch.class);
  private static final String PREFIX = "longshore-ingest";
  private static final String LOCK = "lock";

  /** A folder without a lock may be one that is just being made. */
  private static final Duration MAKING = Duration.ofMinutes(1);

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** In the machine's folder for temporary files. */
  public static Scratch make() {
    return make(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static Scratch make(Path parent) {
    removeLeftovers(parent);
    try {
      Path folder = Files.createTempDirectory(parent, PREFIX);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock(); // given back with the channel or with the process, whichever ends first
      return new Scratch(folder, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new empty folder. */
  public Path folder(String name) {
    try {
      return Files.createTempDirectory(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder with all that is in it; what can't be removed goes with the next start. */
  public static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      log.warn("{} was left behind: {}", folder, e.toString());
    }
  }

  @Override
  public void close() {
    remove(folder);
    try {
      lock.close();
    } catch (IOException e) {
      log.debug("{} of a removed folder", LOCK, e);
    }
  }

  private static void removeLeftovers(Path parent) {
    try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder) && isLeft(folder)) {
          remove(folder);
          log.info("removed what a process that was killed left in {}", folder);
        }
      }
    } catch (IOException e) {
      log.warn("{} can't be looked through: {}", parent, e.toString());
    }
  }

  private static boolean isLeft(Path folder) {
    try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        var held = channel.tryLock()) {
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false; // of this very process
    } catch (NoSuchFileException e) {
      return isOld(folder);
    } catch (IOException e) {
      return false; // somebody else's
    }
  }

  private static boolean isOld(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(MAKING));
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
      if (failed instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failed;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
