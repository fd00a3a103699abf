package io.longshore.cli.demo;

import io.longshore.cli.client.Ingest;
import io.longshore.local.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The documents that come with the sources: our own writing, and what the build makes of it. */
final class Samples {
  private static final Set<String> NOT_SAMPLES = Set.of("README.md");

  private Samples() {}

  static List<Path> files() {
    Path folder = Folders.sources().resolve("samples");
    return Stream.of(folder.resolve("documents"), folder.resolve("target/documents"))
        .filter(Files::isDirectory)
        .flatMap(part -> Ingest.files(part).stream())
        .filter(file -> !NOT_SAMPLES.contains(file.getFileName().toString()))
        .toList();
  }
}
