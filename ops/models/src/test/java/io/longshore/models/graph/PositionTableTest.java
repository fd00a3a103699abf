package io.longshore.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PositionTableTest {
  private static final int STRETCH = PositionTable.STRETCH;

  @Test
  void theModelsRowsComeFirstAndReturnAtEveryWholeStep() {
    float[] table = {0.1f, -3, 0.7f, 5, 1e-7f, 9};
    float[] all = PositionTable.stretched(table, 2, STRETCH);
    assertThat(all).hasSize((1 + STRETCH) * table.length);
    assertThat(Arrays.copyOf(all, table.length)).isEqualTo(table);
    for (int row = 0; row < 3; row++) {
      int at = table.length + STRETCH * row * 2;
      assertThat(Arrays.copyOfRange(all, at, at + 2))
          .isEqualTo(Arrays.copyOfRange(table, 2 * row, 2 * row + 2));
    }
  }

  @Test
  void rowsBetweenAreMixedAndTheLastStepGoesOn() {
    float[] stretched = PositionTable.stretched(new float[] {0, 8, 24}, 1, STRETCH);
    assertThat(Arrays.copyOfRange(stretched, 3, stretched.length))
        .containsExactly(
            0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38);
  }

  @Test
  void aTableThatWasTrainedStretchedKeepsItsRowsBehindItsWholeSteps() {
    assertThat(PositionTable.trained(new float[] {0, 1, 2, 3, 4, 5}, 1, 3))
        .containsExactly(0, 3, 0, 1, 2, 3, 4, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PositionTable.trained(new float[7], 1, 3))
        .withMessage("7 rows of positions are no multiple of the stretch 3");
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PositionTable.stretched(new float[3], 2, STRETCH))
        .withMessageContaining("got 3 numbers for rows of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PositionTable.stretched(new float[2], 2, STRETCH));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PositionTable.stretched(new float[2], 0, STRETCH));
  }
}
