package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.index.SealRepository.Part;
import io.longshore.embedder.vectors.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TiersTest {
  private static final int LEAST = 20_000;
  private static final int MOST = 340_000;

  private final Tiers tiers = new Tiers(LEAST, MOST);

  @Test
  void theRecentPartGoesFirstOnceItIsLargeEnough() {
    List<Part> parts = new ArrayList<>(List.of(part(LEAST), part(LEAST), part(LEAST), part(LEAST)));
    parts.add(new Part(Slice.RECENT, LEAST - 1));
    assertThat(tiers.next(parts)).hasSize(Tiers.FAN).noneMatch(part -> part.no() == Slice.RECENT);
    parts.add(new Part(Slice.RECENT, LEAST));
    assertThat(tiers.next(parts)).containsExactly(new Part(Slice.RECENT, LEAST));
  }

  @Test
  void threeOfATierAreLeftAndSoAreFourOfDifferentTiers() {
    assertThat(tiers.next(List.of(part(30_000), part(30_000), part(30_000)))).isEmpty();
    assertThat(tiers.next(List.of(part(30_000), part(30_000), part(30_000), part(90_000))))
        .isEmpty();
  }

  @Test
  void ofATierThatWouldBecomeTooLargeTheSmallestOnesAreMerged() {
    List<Part> parts = List.of(part(150_000), part(120_000), part(130_000), part(160_000));
    assertThat(tiers.next(parts)).extracting(Part::passages).containsExactly(120_000L, 130_000L);
    List<Part> large = List.of(part(180_000), part(180_001), part(180_002), part(180_003));
    assertThat(tiers.next(large)).isEmpty();
  }

  @Test
  void aShardThatLostMostOfItsPassagesIsMergedWithTheSmallestOnes() {
    List<Part> parts = List.of(part(5), part(20_000), part(20_000), part(20_000));
    assertThat(tiers.next(parts)).hasSize(4);
  }

  @Test
  void aMillionPassagesLieInFewShardsAndWereMovedAFewTimesEach() {
    var random = new Random(3);
    List<Part> parts = new ArrayList<>();
    long written = 0;
    long moved = 0;
    while (written < 1_000_000) {
      int came = LEAST + random.nextInt(LEAST);
      written += came;
      parts.add(new Part(Slice.RECENT, came));
      for (List<Part> next = tiers.next(parts); !next.isEmpty(); next = tiers.next(parts)) {
        long passages = next.stream().mapToLong(Part::passages).sum();
        assertThat(passages).isLessThanOrEqualTo(MOST);
        parts.removeAll(next);
        parts.add(part(passages));
        moved += passages;
      }
      assertThat(parts).hasSizeLessThanOrEqualTo(12);
    }
    assertThat(moved).isLessThan(4 * written);
  }

  private int shards;

  private Part part(long passages) {
    return new Part(++shards, passages);
  }
}
