package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {
  private static final String ODD = "é 👩‍👩‍👧 黑\u0000 x";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void textLeavesAsWholeCodePointsHoweverItsBytesCome(int size) {
    byte[] bytes = ODD.getBytes(StandardCharsets.UTF_8);
    var text = new FreeText(List.of());
    var all = new StringBuilder();
    for (int k = 0; k < bytes.length; k += size) {
      text.add(Arrays.copyOfRange(bytes, k, Math.min(bytes.length, k + size)));
      String piece = text.take();
      assertThat(piece.codePoints())
          .noneMatch(c -> c == 0xFFFD || Character.getType(c) == Character.SURROGATE);
      all.append(piece);
    }
    assertThat(all.append(text.end()).toString()).isEqualTo(ODD);
  }

  @Test
  void halfACodePointAtTheEndIsDroppedAndOneInTheMiddleIsMarked() {
    var text = new FreeText(List.of());
    text.add(new byte[] {'a', (byte) 0xF0, (byte) 0x9F});
    assertThat(text.take() + text.end()).isEqualTo("a");
    var broken = new FreeText(List.of());
    broken.add(new byte[] {(byte) 0xC3});
    broken.add(new byte[] {'a'});
    assertThat(broken.take()).isEqualTo("\uFFFDa");
  }

  @Test
  void whatMayBeginAStopStringWaits() {
    var text = new FreeText(List.of("</answer>", "\n\n"));
    assertThat(added(text, "yes <")).isEqualTo("yes ");
    assertThat(added(text, "b>\n")).isEqualTo("<b>");
    assertThat(added(text, "no </ans")).isEqualTo("\nno ");
    text.add(bytes("wer> more"));
    assertThat(text.stops()).isTrue();
    assertThat(text.take() + text.end()).isEmpty();
  }

  @Test
  void theFirstOfTwoStopStringsCounts() {
    var text = new FreeText(List.of("two", "one"));
    text.add(bytes("zero one two"));
    assertThat(text.stops()).isTrue();
    assertThat(text.end()).isEqualTo("zero ");
  }

  private static String added(FreeText text, String piece) {
    text.add(bytes(piece));
    assertThat(text.stops()).isFalse();
    return text.take();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
