package io.longshore.cli.bench;

import io.longshore.cli.Maven;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A measuring program among a module's tests, where what it compares with may be on the class path
 * without getting into a service. Maven runs it; it writes its figures as lines of JSON into the
 * file of {@code -Dbench.out}.
 *
 * @param module folder of the module
 * @param name the class
 */
record Program(String module, String name) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param properties of the program
   * @throws LocalFailure when it did not come to its end; its output says why
   */
  List<Figure> run(Map<String, String> properties) {
    Path out = temporary();
    var arguments = new ArrayList<>(List.of("--quiet", "-Dfast", "-pl", module, "-am", "test"));
    arguments.addAll(List.of("-Dtest=" + name, "-Dsurefire.failIfNoSpecifiedTests=false"));
    arguments.add("-Dtest.jvm=-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED");
    arguments.add("-Dbench.out=" + out);
    properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    try {
      boolean good = Maven.succeeds(arguments, log());
      List<String> lines = good ? Files.readAllLines(out) : List.of();
      if (lines.isEmpty()) {
        throw new LocalFailure("%s gave no figures: %s says why.".formatted(name, log()));
      }
      return lines.stream().map(line -> JSON.readValue(line, Figure.class)).toList();
    } catch (IOException e) {
      throw Folders.failure("read " + out, e);
    } finally {
      Folders.remove(out);
    }
  }

  private Path log() {
    return Folders.made(Folders.sources().resolve("target/bench")).resolve(name + ".log");
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("longshore-bench-", ".jsonl");
    } catch (IOException e) {
      throw Folders.failure("make a temporary file", e);
    }
  }
}
