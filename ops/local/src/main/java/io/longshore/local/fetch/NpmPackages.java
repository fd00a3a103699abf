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
import org.jspecify.annotations.Nullable;

/**
 * Fetches tarballs with the machine's own npm and its settings; a fetched file is kept. Without npm
 * they may lie in the folder {@code $LONGSHORE_WHEELS}, named as {@code npm pack} names them.
 */
public final class NpmPackages {
  private static final Duration FETCH_BOUND = Duration.ofMinutes(10);

  private NpmPackages() {}

  /**
   * The tarball's place on this machine.
   *
   * @throws LocalFailure that says how to do without npm
   */
  public static Path fetch(NpmPackage wanted) {
    return fetch(wanted, Folders.cache().resolve("npm"), WheelStore.broughtFolder(), "npm");
  }

  /**
   * @param kept folder of fetched tarballs
   * @param brought folder of tarballs that a person brought; none when null
   * @param npm the program
   */
  static Path fetch(NpmPackage wanted, Path kept, @Nullable Path brought, String npm) {
    Path place = kept.resolve(wanted.file());
    if (Files.exists(place)) {
      return place;
    }
    if (brought != null && Files.exists(brought.resolve(wanted.file()))) {
      return bring(wanted, brought.resolve(wanted.file()), place);
    }
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Folders.made(kept), "npm-");
      pack(wanted, npm, temporary);
      Path file = temporary.resolve(wanted.file());
      check(wanted, file, "the registry gives another file");
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

  private static void pack(NpmPackage wanted, String npm, Path into) {
    var command =
        List.of(npm, "pack", "--silent", "--pack-destination", into.toString(), spec(wanted));
    try {
      new Program("npm", command, Map.of(), into.resolve("npm.log")).run(FETCH_BOUND);
    } catch (LocalFailure e) {
      String instead =
          "or bring %s into a folder and set %s to it".formatted(wanted.file(), WheelStore.FOLDER);
      throw new LocalFailure(
          e.getCause() instanceof IOException
              ? "There is no npm to fetch %s with: install Node, %s."
                  .formatted(spec(wanted), instead)
              : "npm could not fetch %s: try again, %s. %s"
                  .formatted(spec(wanted), instead, e.getMessage()),
          e);
    }
  }

  private static Path bring(NpmPackage wanted, Path file, Path place) {
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
}
