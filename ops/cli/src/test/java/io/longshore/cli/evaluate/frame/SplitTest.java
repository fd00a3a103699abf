package io.longshore.cli.evaluate.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** SHA-256 of these begin with ca, 3e, 2e, 18 and 3f. Training tests its halves with the same. */
  @Test
  void aDocumentIsInTheTuneHalfWhenTheFirstByteOfItsHashIsEven() {
    assertThat(Stream.of("a", "b", "c", "d", "e").map(Split.TUNE::holds))
        .containsExactly(true, true, true, true, false);
    assertThat(Stream.of("a", "e").map(Split.REPORT::holds)).containsExactly(false, true);
  }
}
