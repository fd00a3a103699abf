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

/** Fetches tarballs with the machine's own npm and its settings; a fetched file is kept. */
public final class NpmPackages {
  private static final Duration FETCH_BOUND = Duration.ofMinutes(10);

  private NpmPackages() {}

  /** The tarball's place on this machine. */
  public static Path fetch(NpmPackage wanted) {
    Path place = place(wanted);
    if (Files.exists(place)) {
      return place;
    }
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Folders.cache(), "npm-");
      String spec = wanted.name() + "@" + wanted.version();
      var command =
          List.of("npm", "pack", "--silent", "--pack-destination", temporary.toString(), spec);
      new Program("npm", command, Map.of(), temporary.resolve("npm.log")).run(FETCH_BOUND);
      Path file = temporary.resolve(wanted.file());
      String sha256 = Checksum.sha256(file);
      if (!sha256.equals(wanted.sha256())) {
        throw new LocalFailure(
            "%s has the checksum %s and not %s: the registry gives another file."
                .formatted(spec, sha256, wanted.sha256()));
      }
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

  private static Path place(NpmPackage wanted) {
    return Folders.cache().resolve("npm").resolve(wanted.file());
  }
}
