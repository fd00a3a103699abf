package io.longshore.ingest.format;

import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.ingest.text.Languages;
import io.longshore.ingest.text.TextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file read in this process, as text and structure. */
record Reading(
    Format format, Text text, Structure structure, int words, String language, boolean lossy) {
  static Reading of(Path file) throws IOException {
    return of(file, file.getFileName().toString());
  }

  static Reading of(Path file, String name) throws IOException {
    Format format = new Detector().detect(file, name, null);
    var bytes = new ByteArrayOutputStream();
    var builder = new TextBuilder(bytes, 10_000_000);
    Readers.of(format).read(file, builder);
    builder.finish();
    return new Reading(
        format,
        new Text(bytes.toString(StandardCharsets.UTF_8)),
        builder.structure(),
        builder.words(),
        new Languages().detect(builder.sample()),
        builder.lossy());
  }

  static Reading of(Path folder, String name, String content) throws IOException {
    return of(Files.writeString(folder.resolve(name), content));
  }

  String string() {
    return text.toString();
  }

  List<List<String>> headings() {
    return structure.sections().stream().map(Structure.Section::headings).toList();
  }

  String section(int index) {
    Structure.Section section = structure.sections().get(index);
    return text.slice(section.start(), section.end()).strip();
  }

  String page(int number) {
    Structure.Page page = structure.pages().get(number - 1);
    return text.slice(page.start(), page.end());
  }
}
