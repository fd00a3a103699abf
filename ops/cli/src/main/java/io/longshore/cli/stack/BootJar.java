package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.ProcessId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.StringJoiner;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A service's jar, taken apart for a fast start. Each build is taken apart into a folder of its
 * own, so that a build beside a running service leaves it alone; its start-up cache lies there too.
 */
record BootJar(Path module) {
  /**
   * Option of a JVM that records its start-up cache at its end: an archive of the classes that it
   * loaded. With one compiler only, Java's newer ahead-of-time cache makes starts hardly faster and
   * takes three times the work at the end, in a second JVM.
   */
  static final String RECORD = "-XX:ArchiveClassesAtExit=";

  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String JAR = "service.jar";

  /** The jar to run; taken apart when this build wasn't yet. */
  Path extracted() {
    Path jar = jar();
    Path home = module.resolve("target/extracted").resolve(fingerprint(jar));
    if (!Files.exists(home)) {
      extract(jar, home);
    }
    return home.resolve(JAR);
  }

  /**
   * Options that use the start-up cache, or record it at the process's end when there is none. A
   * later build has another folder and so a cache of its own, and each JVM its own there: it
   * refuses another's.
   */
  static List<String> cacheOptions(Path jar) {
    List<String> use = useOfCache(jar);
    return use.isEmpty() ? List.of(RECORD + cache(jar)) : use;
  }

  /** Options that use the start-up cache where there is one. */
  static List<String> useOfCache(Path jar) {
    Path cache = cache(jar);
    return Files.exists(cache) ? List.of("-XX:SharedArchiveFile=" + cache) : List.of();
  }

  static void forgetCache(Path jar) {
    Folders.remove(cache(jar));
  }

  private static Path cache(Path jar) {
    return jar.resolveSibling("service-%s.jsa".formatted(System.getProperty("java.vm.version")));
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

  /** As {@code -Djarmode=tools extract} does it, which needs Spring in the jar. */
  private static void extract(Path jar, Path home) {
    Path builds = Folders.madeFor(home);
    removeUnused(builds);
    try (var boot = new JarFile(jar.toFile())) {
      Path fresh = Files.createTempDirectory(builds, "new-");
      var classPath = new StringJoiner(" ");
      for (JarEntry entry : boot.stream().filter(e -> e.getName().startsWith(LIBRARIES)).toList()) {
        if (!entry.isDirectory()) {
          String name = "lib/" + entry.getName().substring(LIBRARIES.length());
          classPath.add(name);
          Files.createDirectories(fresh.resolve("lib"));
          try (InputStream in = boot.getInputStream(entry)) {
            Files.copy(in, fresh.resolve(name));
          }
        }
      }
      var manifest = new Manifest(boot.getManifest());
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.MAIN_CLASS, main.getValue("Start-Class"));
      main.put(Attributes.Name.CLASS_PATH, classPath.toString());
      writeClasses(boot, manifest, fresh.resolve(JAR));
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(home)) { // else another process was faster
        throw Folders.failure("take %s apart into %s".formatted(jar, home), e);
      }
    }
  }

  private static void writeClasses(JarFile boot, Manifest manifest, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (JarEntry entry : boot.stream().filter(e -> e.getName().startsWith(CLASSES)).toList()) {
        String name = entry.getName().substring(CLASSES.length());
        if (!name.isEmpty()) {
          out.putNextEntry(new ZipEntry(name));
          try (InputStream in = boot.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  /** Former builds, unless a process still runs from them. */
  private static void removeUnused(Path builds) {
    try (var former = Files.list(builds)) {
      former.filter(build -> !isInUse(build)).forEach(Folders::remove);
    } catch (IOException e) {
      throw Folders.failure("look into " + builds, e);
    }
  }

  private static boolean isInUse(Path build) {
    return ProcessHandle.allProcesses()
        .map(process -> ProcessId.commandLine(process.pid()))
        .anyMatch(line -> line.contains(build.toString()));
  }

  private static String fingerprint(Path jar) {
    try {
      return "%x-%x".formatted(Files.size(jar), Files.getLastModifiedTime(jar).toMillis());
    } catch (IOException e) {
      throw Folders.failure("read " + jar, e);
    }
  }
}
