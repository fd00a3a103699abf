package io.longshore.ingest.parser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.springframework.util.unit.DataSize;

/** The command line of the parser's process: this JVM's Java and class path, another main class. */
final class ParserCommand {
  private static final String NESTED_JAR_LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  private ParserCommand() {}

  /**
   * @param main class that is started
   * @param folder for font caches; temporary files lie in its {@code tmp}
   */
  static List<String> of(Class<?> main, DataSize heap, Path folder) {
    String classPath = absolute(System.getProperty("java.class.path"));
    boolean nested = isNestedJar(classPath);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap.toMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisplayVMOutputToStderr", // it says why it ends, and standard output carries frames
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
        "-Duser.home=" + folder,
        "-Dpdfbox.fontcache=" + folder,
        // Libraries' warnings about broken files are of no use, and may quote the file.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-Dslf4j.internal.verbosity=ERROR",
        "-Dloader.main=" + main.getName(),
        "-cp",
        classPath,
        nested ? NESTED_JAR_LAUNCHER : main.getName());
  }

  /** The process has a working directory of its own. */
  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A Boot jar that was not extracted: its own loader finds the classes. */
  private static boolean isNestedJar(String classPath) {
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return false;
    }
    try (var jar = new ZipFile(classPath)) {
      return jar.getEntry("BOOT-INF/classes/") != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
