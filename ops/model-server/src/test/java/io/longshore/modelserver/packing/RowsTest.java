package io.longshore.modelserver.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void everyTextLiesInOneRowWithoutTouchingAnother() {
    List<Segment> texts = texts(90, 12, 12, 40, 33, 7, 60, 1);
    Rows rows = Rows.of(texts);
    assertThat(rows.places())
        .extracting(Rows.Place::segment)
        .containsExactlyInAnyOrderElementsOf(texts);
    Set<Integer> taken = new HashSet<>();
    Set<List<Integer>> numbers = new HashSet<>();
    for (Rows.Place place : rows.places()) {
      assertThat(place.column() + place.segment().tokens()).isLessThanOrEqualTo(rows.columns());
      assertThat(place.number()).isBetween(1, rows.textsPerRow());
      assertThat(numbers.add(List.of(place.row(), place.number()))).isTrue();
      for (int token = 0; token < place.segment().tokens(); token++) {
        assertThat(taken.add(place.row() * rows.columns() + place.column() + token)).isTrue();
      }
    }
    assertThat(taken).hasSize(255).allMatch(place -> place < rows.tokens());
  }

  @Test
  void textsOfOneLengthGetARowEach() {
    Rows rows = Rows.of(texts(32, 32, 32, 32));
    assertThat(rows).extracting(Rows::count, Rows::columns).containsExactly(4, 32);
  }

  @Test
  void emptyPlacesCostMoreThanCompany() {
    Rows rows = Rows.of(texts(200, 20, 20));
    assertThat(rows).extracting(Rows::count, Rows::columns).containsExactly(1, 240);
  }

  @Test
  void nothingIsDearerThanAllInOneRowOrARowForEach() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new java.util.Random(seed);
      List<Segment> texts = texts(random.ints(1 + seed % 12, 1, 150).toArray());
      int sum = texts.stream().mapToInt(Segment::tokens).sum();
      int longest = texts.stream().mapToInt(Segment::tokens).max().orElseThrow();
      assertThat(Rows.of(texts).cost())
          .isLessThanOrEqualTo(new Rows(1, sum, List.of()).cost())
          .isLessThanOrEqualTo(new Rows(texts.size(), longest, List.of()).cost());
    }
  }

  private static List<Segment> texts(int... lengths) {
    return Arrays.stream(lengths)
        .mapToObj(
            length -> BareEncoder.segment(IntStream.range(0, length).asLongStream().toArray()))
        .toList();
  }
}
