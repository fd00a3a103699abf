package io.longshore.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.encoder.Positions.Kind;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PositionsTest {
  private static final int WINDOW = 512;
  private static final Positions NOMIC = new Positions(Kind.ROPE, 2_048, 2_048, 0, 8_192, true);
  private static final Positions E5 = new Positions(Kind.ABSOLUTE, WINDOW, WINDOW, 8, 4_096);

  @ParameterizedTest
  @EnumSource(names = {"GP", "RP", "PI", "PI_KEEP20"})
  void aTextWithinTheWindowHasTheModelsOwnRowsInEveryMode(LongMode mode) {
    assertThat(E5.rows(mode, WINDOW)).startsWith(0, 1, 2).endsWith(510, 511).isSorted();
    assertThat(E5.rows(mode, WINDOW + 1)).isNotEqualTo(E5.rows(mode, WINDOW));
  }

  @Test
  void groupedNeighboursShareARow() {
    assertThat(E5.rows(LongMode.GP, 1_024)).startsWith(0, 0, 1, 1, 2).endsWith(511, 511);
    assertThat(E5.rows(LongMode.GP, 1_025)).startsWith(0, 0, 0, 1).endsWith(341, 341);
  }

  @Test
  void recurrentRowsBeginAnewBehindTheWindow() {
    long[] rows = E5.rows(LongMode.RP, 1_200);
    assertThat(rows[511]).isEqualTo(511);
    assertThat(rows[512]).isZero();
    assertThat(rows[1_199]).isEqualTo(175);
  }

  @Test
  void theStrideIsTheWidestThatLeavesEveryTokenARowOfItsOwn() {
    assertThat(E5.rows(LongMode.PI, 513)).startsWith(512, 519).endsWith(512 + 7 * 512);
    assertThat(E5.rows(LongMode.PI, 1_024)).startsWith(512, 516).endsWith(512 + 4 * 1_023);
    assertThat(E5.rows(LongMode.PI, 2_048)).startsWith(512, 514).endsWith(512 + 2 * 2_047);
    assertThat(E5.rows(LongMode.PI, 2_049)).startsWith(512, 513).endsWith(512 + 2_048);
    assertThat(E5.rows(LongMode.PI, 4_096)).startsWith(512, 513).endsWith(4_607);
  }

  @Test
  void theFirstTwentyStayAndTheRestIsStretched() {
    long[] rows = E5.rows(LongMode.PI_KEEP20, 1_004);
    assertThat(Arrays.copyOf(rows, 22)).startsWith(0, 1).endsWith(18, 19, 672, 675 + 1);
    assertThat(rows[1_003]).isEqualTo(672 + 4 * 983);
    int longest = E5.longest(LongMode.PI_KEEP20);
    assertThat(longest).isEqualTo(3_956);
    assertThat(E5.rows(LongMode.PI_KEEP20, longest)).endsWith(4_606, 4_607);
  }

  @Test
  void noRowIsOutsideOfTheTableAtAnyLength() {
    for (LongMode mode : Set.of(LongMode.GP, LongMode.RP, LongMode.PI, LongMode.PI_KEEP20)) {
      for (int tokens = 1; tokens <= E5.longest(mode); tokens += 7) {
        long[] rows = E5.rows(mode, tokens);
        assertThat(Arrays.stream(rows).min().orElseThrow()).isNotNegative();
        assertThat(Arrays.stream(rows).max().orElseThrow())
            .isLessThan(mode == LongMode.GP || mode == LongMode.RP ? 512 : 4_608);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> E5.rows(LongMode.NONE, 513))
        .withMessage("513 tokens are too many for mode none");
  }

  @Test
  void aModeThatTheModelsPositionsDontAllowHasAReason() {
    assertThat(allowed(E5))
        .containsExactly(
            LongMode.NONE, LongMode.PCW, LongMode.GP, LongMode.RP, LongMode.PI, LongMode.PI_KEEP20);
    assertThat(allowed(new Positions(Kind.ABSOLUTE, WINDOW, 0, 0, WINDOW)))
        .containsExactly(LongMode.NONE, LongMode.PCW, LongMode.GP, LongMode.RP);
    for (Kind kind : Set.of(Kind.ROPE, Kind.ALIBI, Kind.NONE, Kind.UNKNOWN)) {
      assertThat(allowed(new Positions(kind, WINDOW, 0, 0, WINDOW)))
          .containsExactly(LongMode.NONE, LongMode.PCW);
    }
    assertThat(E5.refusal(LongMode.NTK))
        .hasValue(
            "Mode ntk needs rotary positions that a request can turn; this model has a learned table");
    assertThat(new Positions(Kind.ALIBI, WINDOW, 0, 0, WINDOW).refusal(LongMode.PI_KEEP20))
        .hasValue(
            "Mode pi-keep20 needs a learned table of positions with stretched rows; this model has a bias by distance");
  }

  @Test
  void rotaryPositionsThatCanBeTurnedAllowALargerBaseAndGroupsUpToFourWindows() {
    assertThat(allowed(NOMIC))
        .containsExactly(LongMode.NONE, LongMode.PCW, LongMode.NTK, LongMode.SELFEXTEND);
    assertThat(NOMIC.refusal(LongMode.GP))
        .hasValue("Mode gp needs a learned table of positions; this model has rotary positions");
    assertThat(NOMIC.longest(LongMode.NTK)).isEqualTo(8_192);
    assertThat(NOMIC.longest(LongMode.SELFEXTEND)).isEqualTo(8_192);
    assertThat(NOMIC.longest(LongMode.NONE)).isEqualTo(2_048);
    assertThat(NOMIC.rows(LongMode.NTK, 2_048)).containsExactly(NOMIC.rows(LongMode.NONE, 2_048));
    long[] twice = NOMIC.rows(LongMode.NTK, 4_096);
    assertThat(twice[4_095]).isEqualTo(4_095 + (512L << 16)); // 256 times the ratio of 2
    assertThat(NOMIC.rows(LongMode.NTK, 2_049)[0]).as("rounded up").isEqualTo(257L << 16);
  }

  @Test
  void noDistanceOfGroupedTokensGoesBeyondTheWindowAndNoGroupIsWiderThanThatTakes() {
    for (int tokens = 2_049; tokens <= 8_192; tokens += 61) {
      long[] rows = NOMIC.rows(LongMode.SELFEXTEND, tokens);
      long group = rows[0] >> 32 & 0xff;
      long neighbours = rows[0] >> 40;
      assertThat(rows[tokens - 1] & 0xffff).isEqualTo(tokens - 1);
      assertThat(neighbours).isEqualTo(256);
      assertThat(farthest(tokens, group, neighbours)).isLessThan(2_048);
      assertThat(farthest(tokens, group - 1, neighbours)).isGreaterThanOrEqualTo(2_048);
    }
  }

  private static long farthest(int tokens, long group, long neighbours) {
    return (tokens - 1) / group + neighbours - neighbours / group;
  }

  @Test
  void whatTheServerDoesntTakeAtOnceIsNotAsked() {
    var small = new Positions(Kind.ABSOLUTE, WINDOW, WINDOW, 8, 2_048);
    assertThat(small.longest(LongMode.PI)).isEqualTo(2_048);
    assertThat(small.longest(LongMode.GP)).isEqualTo(2_048);
    assertThat(small.longest(LongMode.NONE)).isEqualTo(WINDOW);
    var m3 = new Positions(Kind.ABSOLUTE, 8_192, 8_192, 0, 2_048);
    assertThat(m3.longest(LongMode.NONE)).isEqualTo(2_048);
    assertThat(m3.longest(LongMode.PCW)).isEqualTo(2_048);
  }

  private static LongMode[] allowed(Positions positions) {
    return Arrays.stream(LongMode.values())
        .filter(mode -> positions.refusal(mode).isEmpty())
        .toArray(LongMode[]::new);
  }
}
