package io.longshore.cli.stack;

import java.nio.file.Path;
import java.util.List;

/** The JVM that runs the parts: the one that runs this command. */
final class Java {
  /** The same for every part and when its start-up cache is recorded, or the cache is refused. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow"); // protobuf would warn in every log

  private Java() {}

  static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
