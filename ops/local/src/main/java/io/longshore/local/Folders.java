package io.longshore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Objects;

/** Where things lie on this machine. */
public final class Folders {
  /** System property that names the folder of the sources; else it is looked for upwards. */
  public static final String SOURCES = "longshore.sources";

  private Folders() {}

  /** Downloads: {@code ${XDG_CACHE_HOME:-~/.cache}/longshore}. */
  public static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return made(base.resolve("longshore"));
  }

  /** The folder of the sources and builds. */
  public static Path sources() {
    String named = System.getProperty(SOURCES);
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("ops/broker/pom.xml"))) {
        return at;
      }
    }
    throw new LocalFailure(
        "No Longshore sources above %s: run ./longshore, or set -D%s to their folder."
            .formatted(Path.of("").toAbsolutePath(), SOURCES));
  }

  /** The folder, made when it isn't there. */
  public static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure("make " + folder, e);
    }
  }

  /** The folder that a file is going to lie in, made when it isn't there. */
  public static Path madeFor(Path file) {
    return made(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Writes a file that its owner alone can read, in one step. */
  public static void writePrivately(Path file, String text) {
    try {
      Path fresh = madeFor(file).resolve(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("write " + file, e);
    }
  }

  /** Removes a folder with all that is in it; one that isn't there is no fault. */
  public static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failure("remove " + folder, e);
    } catch (UncheckedIOException e) {
      throw failure("remove " + folder, new IOException(e));
    }
  }

  /** The failure of an attempt on the file system as a sentence; a full disk is told apart. */
  public static LocalFailure failure(String attempt, IOException e) {
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : String.valueOf(e.getMessage());
    return reason.contains("No space left")
        ? new LocalFailure("The disk is full (could not " + attempt + "): make room.", e)
        : new LocalFailure("Could not %s: %s.".formatted(attempt, reason), e);
  }
}
