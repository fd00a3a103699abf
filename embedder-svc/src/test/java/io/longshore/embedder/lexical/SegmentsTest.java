package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.lexical.Segments.Part;
import io.longshore.embedder.lexical.Segments.Range;
import io.longshore.embedder.lexical.Segments.Spot;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private final Segments segments =
      new Segments(
          List.of(
              part(9, "de", 0, 2),
              part(4, "en", 10, 13),
              part(4, "en", 3, 5),
              part(7, "und", 0, 0)));

  @Test
  void everyPlaceIsASpotOfItsOwn() {
    assertThat(segments.spots(new int[] {0, 1, 2, 3, 4, 5, 6}))
        .containsExactly(
            new Spot(4, 3),
            new Spot(4, 4),
            new Spot(4, 10),
            new Spot(4, 11),
            new Spot(4, 12),
            new Spot(9, 0),
            new Spot(9, 1));
  }

  @Test
  void aSourceIsFoundAtItsPlaceAndNowhereWhenItIsNotInTheScope() {
    assertThat(segments.place(new Location(1, 4, 10, 3, 30))).isEqualTo(2);
    assertThat(segments.place(new Location(1, 9, 0, 2, 20))).isEqualTo(5);
    assertThat(segments.place(new Location(1, 4, 5, 5, 50))).isEqualTo(-1);
    assertThat(segments.place(new Location(1, 5, 0, 2, 20))).isEqualTo(-1);
    assertThat(segments.place(new Location(1, 9, 2, 2, 20))).isEqualTo(-1);
  }

  @Test
  void ofEachSegmentOneRangeIsRead() {
    assertThat(segments.ranges())
        .containsExactly(new Range(4, 3, 13), new Range(7, 0, 0), new Range(9, 0, 2));
  }

  @Test
  void theStatisticsAreThoseOfAllParts() {
    assertThat(segments.passages()).isEqualTo(7);
    assertThat(segments.documents()).isEqualTo(4);
    assertThat(segments.averageLength()).isEqualTo(10);
    assertThat(segments.languages()).containsExactlyInAnyOrder("de", "en", "");
  }

  @Test
  void aDocumentCountsOnceHoweverManyOfItsPlacesMatch() {
    var bits = new BitSet();
    IntStream.of(0, 3, 64, 130, 200).forEach(bits::set);
    var part =
        new Part(
            1, "en", 1, 0, 256, 5, 256, 256, Arrays.copyOf(bits.toLongArray(), 5), new BitSet());
    int[] places = {0, 2, 3, 4, 63, 65, 129, 131, 255};
    assertThat(part.documents(places, 0, 9)).isEqualTo(5);
    assertThat(part.documents(places, 1, 5)).isEqualTo(2);
    assertThat(part.documents(places, 4, 8)).isEqualTo(3);
    assertThat(part.documents(places, 4, 4)).isZero();
    assertThat(part(9, "de", 0, 300).documents(places, 0, 9)).isOne();
  }

  @Test
  void whatIsHiddenLeavesItsPlacesAndIsMissingInTheStatistics() {
    var whole = new Part(4, "en", 1, 0, 9, 4, 8, 80, new long[] {0b1001001}, new BitSet());
    var hidden = new Segments.Members(4, new int[] {3, 9}, new int[] {3, 0}, new long[] {30, 0});
    var elsewhere = new Segments.Members(5, new int[] {0}, new int[] {3}, new long[] {30});
    var alone = new Segments.Members(9, new int[] {0}, new int[] {2}, new long[] {20});
    Segments left =
        new Segments(List.of(whole, part(9, "de", 0, 2)))
            .without(List.of(hidden, elsewhere, alone));
    assertThat(left.parts()).isOne();
    assertThat(left.part(0).hidden().stream()).containsExactly(3, 4, 5);
    assertThat(left.places()).isEqualTo(9);
    assertThat(left.documents()).isEqualTo(2);
    assertThat(left.passages()).isEqualTo(5);
    assertThat(left.averageLength()).isEqualTo(10);
    assertThat(left.languages()).containsExactly("en");
  }

  private static Part part(int segment, String language, int from, int to) {
    int passages = to - from;
    return new Part(
        segment, language, 1, from, to, 1, passages, 10L * passages, new long[0], new BitSet());
  }
}
