package io.longshore.local.fetch;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Fetches tarballs with the machine's own npm and its settings; a fetched file is kept. Without npm
 * they may lie in the folder {@code $LONGSHORE_WHEELS}, named as {@code npm pack} names them.
 */
public final class NpmPackages {
  private static final Duration FETCH_BOUND = Duration.ofMinutes(10);

  private NpmPackages() {}

  /** The tarball's place on this machine. */
  public static Path fetch(NpmPackage wanted) {
    Path place = place(wanted);
    if (Files.exists(place)) {
      return place;
    }
    Path brought = WheelStore.broughtFolder();
    if (brought != null && Files.exists(brought.resolve(wanted.file()))) {
      return bring(wanted, brought.resolve(wanted.file()));
    }
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Folders.cache(), "npm-");
      String spec = spec(wanted);
      var command =
          List.of("npm", "pack", "--silent", "--pack-destination", temporary.toString(), spec);
      new Program("npm", command, Map.of(), temporary.resolve("npm.log")).run(FETCH_BOUND);
      Path file = temporary.resolve(wanted.file());
      check(wanted, file, "the registry gives another file");
      Folders.madeFor(place);
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
      return place;
    } catch (IOException e) {
      throw Folders.failure("fetch " + wanted.name(), e);
    } finally {
      if (temporary != null) {
        Folders.remove(temporary);
      }
    }
  }

  /** Whether it is here already. */
  public static boolean isHere(NpmPackage wanted) {
    return Files.exists(place(wanted));
  }

  private static Path bring(NpmPackage wanted, Path file) {
    Path place = place(wanted);
    try {
      check(wanted, file, "bring it again");
      Path copy = Files.createTempFile(Folders.madeFor(place), "new-", ".tgz");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("copy " + file, e);
    }
  }

  private static void check(NpmPackage wanted, Path file, String remedy) throws IOException {
    String sha256 = Checksum.sha256(file);
    if (!sha256.equals(wanted.sha256())) {
      throw new LocalFailure(
          "%s (%s) has the checksum %s and not %s: %s."
              .formatted(spec(wanted), file, sha256, wanted.sha256(), remedy));
    }
  }

  private static String spec(NpmPackage wanted) {
    return wanted.name() + "@" + wanted.version();
  }

  private static Path place(NpmPackage wanted) {
    return Folders.cache().resolve("npm").resolve(wanted.file());
  }
}
