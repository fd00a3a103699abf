package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.embedder.lexical.Segments.Segment;
import io.longshore.embedder.passages.PassageKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private final Segments segments =
      new Segments(
          List.of(
              new Segment(9, "de", 2, 20),
              new Segment(4, "en", 3, 30),
              new Segment(7, "en-GB", 0, 0)));

  @Test
  void everyPassageHasAPlaceOfItsOwnAndIsFoundByIt() {
    for (int place = 0; place < segments.passages(); place++) {
      assertThat(segments.place(segments.key(place))).isEqualTo(place);
    }
    assertThat(segments.key(3)).isEqualTo(new PassageKey(9, 0));
  }

  @Test
  void theLanguagesAreThoseWithRulesOfTheirOwn() {
    assertThat(segments.languages()).containsExactlyInAnyOrder("de", "en");
  }

  @Test
  void aSourceOutsideOfTheScopeIsRefused() {
    assertThatThrownBy(() -> segments.place(new PassageKey(5, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
