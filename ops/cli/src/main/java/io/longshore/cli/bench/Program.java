package io.longshore.cli.bench;

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
    var command = new ArrayList<String>();
    command.add(Map.copyOf(System.getenv()).getOrDefault("LONGSHORE_MVN", "mvn"));
    command.addAll(
        List.of(
            "--batch-mode", "--quiet", "--no-transfer-progress", "-Dfast", "-pl", module, "-am"));
    command.addAll(List.of("test", "-Dtest=" + name, "-Dsurefire.failIfNoSpecifiedTests=false"));
    command.add("-Dtest.jvm=-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED");
    command.add("-Dbench.out=" + out);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    var builder = new ProcessBuilder(command).directory(Folders.sources().toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.to(log().toFile())).redirectErrorStream(true);
    try {
      int exit = builder.start().waitFor();
      List<String> lines = exit == 0 ? Files.readAllLines(out) : List.of();
      if (lines.isEmpty()) {
        throw new LocalFailure("%s gave no figures: %s says why.".formatted(name, log()));
      }
      return lines.stream().map(line -> JSON.readValue(line, Figure.class)).toList();
    } catch (IOException e) {
      throw Folders.failure("run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
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
