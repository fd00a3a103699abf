package io.longshore.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.contracts.embedding.TextVector;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  @Test
  void aVectorComesBackBitByBit() {
    float[] vector = {0.1f, -0f, Float.MIN_VALUE, 1, -3.4e38f};
    assertThat(TextVector.of(vector, 3, 3).vector()).containsExactly(vector);
  }

  @Test
  void aTextIsCutWhereTheModelSawLessThanItWasGiven() {
    assertThat(new TextVector("", 512, 513).isCut()).isTrue();
    assertThat(new TextVector("", 512, 512).isCut()).isFalse();
  }

  @Test
  void aModeIsKnownByTheNameThatPeopleWrite() {
    for (LongMode mode : LongMode.values()) {
      assertThat(LongMode.of(mode.label())).contains(mode);
    }
    assertThat(LongMode.of("NONE")).isEmpty();
    assertThat(LongMode.of("")).isEmpty();
  }

  @Test
  void aRequestHasOneToSixteenTexts() {
    assertThatThrownBy(() -> request(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(request(16).texts()).hasSize(16);
    assertThatThrownBy(() -> request(17)).hasMessageContaining("17 texts");
  }

  private static EmbeddingRequest request(int texts) {
    return new EmbeddingRequest(
        List.copyOf(Collections.nCopies(texts, "x")), TextKind.PASSAGE, LongMode.NONE);
  }
}
