package io.longshore.cli.demo;

import io.longshore.cli.client.Ingest;
import io.longshore.local.Folders;
import io.longshore.local.samples.HandbookPdf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents that come with the sources; the handbook is set as a PDF first. */
final class Samples {
  private Samples() {}

  static List<Ingest.Source> files() {
    Path folder = Folders.sources().resolve("samples");
    Path handbook = Folders.made(Folders.cache().resolve("books")).resolve("handbook.pdf");
    try {
      HandbookPdf.write(folder.resolve("handbook.md"), handbook);
    } catch (IOException e) {
      throw Folders.failure("make " + handbook, e);
    }
    return Stream.concat(
            Ingest.files(folder.resolve("documents")).stream(),
            Stream.of(new Ingest.Source(handbook)))
        .toList();
  }
}
