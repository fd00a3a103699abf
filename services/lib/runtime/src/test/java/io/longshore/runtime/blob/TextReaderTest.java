package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextReaderTest {
  private static final Text TEXT = new Text("aé漢😀".repeat(5_000) + "end");
  private final Memory blobs = new Memory();
  private final TextReader reader = new TextReader(blobs, new Json(), 2);

  @Test
  void anyRangeIsReadThoughCodePointsHaveOneToFourBytes() {
    var random = new Random(1);
    Structure structure = structure();
    for (int i = 0; i < 200; i++) {
      int start = random.nextInt(TEXT.length());
      int end = start + 1 + random.nextInt(Math.min(16_384, TEXT.length() - start));
      assertThat(reader.range("text", structure, start, end)).hasToString(TEXT.slice(start, end));
    }
    assertThat(reader.range("text", structure, TEXT.length() - 3, TEXT.length()))
        .hasToString("end");
  }

  @Test
  void aShortRangeOfALongTextReadsOnlyItsNeighbourhood() {
    reader.range("text", structure(), 9_000, 9_010);
    assertThat(blobs.longest).isLessThanOrEqualTo(4L * 2 * Limits.BYTE_OFFSET_EVERY);
  }

  @Test
  void aRangeOutsideOfTheTextCanNeverWork() {
    assertThatThrownBy(() -> reader.range("text", structure(), 0, TEXT.length() + 1))
        .isInstanceOf(Poison.class);
  }

  @Test
  void aStructureIsReadOnceForTheItemsThatFollowEachOther() {
    assertThat(reader.structure("structure")).isEqualTo(structure());
    int opened = blobs.opened;
    reader.structure("structure");
    assertThat(blobs.opened).isEqualTo(opened);
  }

  private static Structure structure() {
    List<Long> offsets = new ArrayList<>();
    for (int at = 0; at < TEXT.length(); at += Limits.BYTE_OFFSET_EVERY) {
      offsets.add((long) TEXT.utf8(at));
    }
    return new Structure(TEXT.length(), List.of(), List.of(), offsets);
  }

  /** One text and its structure. */
  private static final class Memory implements BlobStore {
    private final byte[] text = TEXT.toString().getBytes(StandardCharsets.UTF_8);
    private int opened;
    private long longest;

    @Override
    public InputStream open(String key) {
      opened++;
      return new ByteArrayInputStream(new Json().write(structure()));
    }

    @Override
    public InputStream open(String key, long from, long length) {
      longest = Math.max(longest, length);
      return new ByteArrayInputStream(text, (int) from, (int) Math.min(length, text.length - from));
    }

    @Override
    public String put(int tenant, InputStream in) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long size(String key) {
      return text.length;
    }

    @Override
    public boolean exists(String key) {
      return true;
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException();
    }
  }
}
