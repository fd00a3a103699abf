package io.longshore.cli.stack;

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
 * A service's jar, taken apart for a fast start. Each build is taken apart into a folder of its own,
 * so that a build beside a running service leaves it alone; its start-up cache lies there too.
 */
record BootJar(Path module) {
  private static final Duration EXTRACT_BOUND = Duration.ofMinutes(2);

  /** The jar to run; taken apart when this build wasn't yet. */
  Path extracted() {
    Path jar = jar();
    Path home = module.resolve("target/extracted").resolve(fingerprint(jar));
    if (!Files.exists(home)) {
      extract(jar, home);
    }
    return home.resolve("service.jar");
  }

  /** Options that use the start-up cache, or record it at the process's end when there is none. */
  static List<String> cacheOptions(Path jar) {
    Path cache = jar.resolveSibling("service.aot");
    return Files.exists(cache)
        ? List.of("-XX:AOTCache=" + cache)
        : List.of("-XX:AOTCacheOutput=" + cache);
  }

  private Path jar() {
    Path target = module.resolve("target");
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, "*-boot.jar")) {
        var found = jars.iterator();
        if (found.hasNext()) {
          return found.next();
        }
      } catch (IOException e) {
        throw Folders.failure("look into " + target, e);
      }
    }
    throw new LocalFailure("%s is not built: run ./longshore up, which builds.".formatted(module));
  }

  private static void extract(Path jar, Path home) {
    Path fresh = home.resolveSibling(home.getFileName() + ".new");
    Folders.remove(home.getParent());
    Folders.made(fresh.getParent());
    var command =
        List.of(
            Java.executable(),
            "-XX:TieredStopAtLevel=1",
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            fresh.toString(),
            "--application-filename",
            "service.jar");
    new Program("extract " + jar.getFileName(), command, Map.of(), fresh.resolveSibling("log"))
        .run(EXTRACT_BOUND);
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("make " + home, e);
    }
  }

  private static String fingerprint(Path jar) {
    try {
      return "%x-%x".formatted(Files.size(jar), Files.getLastModifiedTime(jar).toMillis());
    } catch (IOException e) {
      throw Folders.failure("read " + jar, e);
    }
  }
}
