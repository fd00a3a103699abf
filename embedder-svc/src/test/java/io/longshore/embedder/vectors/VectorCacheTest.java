package io.longshore.embedder.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Embedding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorCacheTest {
  private static final int ENTRY_BYTES = 2 * 2 + 200;

  private final List<String> embedded = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;

  @Test
  void whatWasEmbeddedIsNotEmbeddedAgain() {
    var cache = cache(1_000_000);
    var first = embed(cache, 1, "g", "otter", "badger");
    var second = embed(cache, 1, "g", "badger", "heron", "otter");
    assertThat(embedded).containsExactly("otter", "badger", "heron");
    assertThat(second.get(0).vector()).isEqualTo(first.get(1).vector());
    assertThat(second.get(2).vector()).isEqualTo(first.get(0).vector());
    assertThat(second.get(2).tokensSeen()).isEqualTo(5);
    assertThat(second.get(2).tokensGiven()).isEqualTo(6);
    assertThat(count("cache")).isEqualTo(2);
    assertThat(count("model")).isEqualTo(3);
  }

  @Test
  void aTextThatComesTwiceInOneCallIsEmbeddedOnce() {
    assertThat(embed(cache(1_000_000), 1, "g", "otter", "otter")).hasSize(2);
    assertThat(embedded).containsExactly("otter");
  }

  @Test
  void aDeletionLeavesNothingBehind() {
    var cache = cache(ENTRY_BYTES);
    embed(cache, 1, "g", "otter");
    cache.forgetAll();
    embed(cache, 1, "g", "otter");
    embed(cache, 1, "g", "otter");
    assertThat(embedded).containsExactly("otter", "otter");
  }

  @Test
  void anotherTenantOrGenerationFindsNothing() {
    var cache = cache(1_000_000);
    embed(cache, 1, "g", "otter");
    embed(cache, 2, "g", "otter");
    embed(cache, 1, "h", "otter");
    embed(cache, 1, "go", "tter");
    assertThat(embedded).containsExactly("otter", "otter", "otter", "tter");
  }

  @Test
  void theLongestUnusedGoesWhenItIsFull() {
    var cache = cache(2 * ENTRY_BYTES);
    embed(cache, 1, "g", "otter");
    embed(cache, 1, "g", "badger");
    embed(cache, 1, "g", "otter");
    embed(cache, 1, "g", "heron");
    embed(cache, 1, "g", "otter");
    embed(cache, 1, "g", "badger");
    assertThat(embedded).containsExactly("otter", "badger", "heron", "badger");
  }

  @Test
  void aVectorLastsNoLongerForBeingUsed() {
    var cache = cache(1_000_000);
    embed(cache, 1, "g", "otter");
    now = now.plus(Duration.ofMinutes(59));
    embed(cache, 1, "g", "otter");
    now = now.plus(Duration.ofMinutes(2));
    embed(cache, 1, "g", "otter");
    assertThat(embedded).containsExactly("otter", "otter");
  }

  @Test
  void whatIsOldIsForgottenAlsoWhenNobodyAsksForIt() {
    var cache = cache(2 * ENTRY_BYTES);
    embed(cache, 1, "g", "otter", "badger");
    now = now.plus(Duration.ofMinutes(61));
    cache.forgetOld();
    now = Instant.EPOCH; // had it only been too old, it were known again
    embed(cache, 1, "g", "otter", "badger");
    assertThat(embedded).hasSize(4);
    embed(cache, 1, "g", "otter", "badger");
    assertThat(embedded).as("and its room is free again").hasSize(4);
  }

  @Test
  void withoutRoomItRemembersNothing() {
    var cache = cache(0);
    embed(cache, 1, "g", "otter");
    embed(cache, 1, "g", "otter");
    assertThat(embedded).hasSize(2);
  }

  @Test
  void aFailureOfTheModelGoesThroughAndIsNotRemembered() {
    var cache = cache(1_000_000);
    assertThatThrownBy(() ->
            cache.embed(
                1,
                "g",
                List.of("otter"),
                texts -> {
                  throw new ModelUnavailable("off", null);
                }))
        .isInstanceOf(ModelUnavailable.class);
    embed(cache, 1, "g", "otter");
    assertThat(embedded).containsExactly("otter");
  }

  private VectorCache cache(long bytes) {
    return new VectorCache(bytes, Duration.ofHours(1), new Hand(), meters);
  }

  private List<Embedding> embed(VectorCache cache, int tenant, String generation, String... texts) {
    return cache.embed(
        tenant,
        generation,
        List.of(texts),
        missing -> {
          embedded.addAll(missing);
          return missing.stream()
              .map(text -> new Embedding(new float[] {text.length(), 0.5f}, text.length(), 6))
              .toList();
        });
  }

  private double count(String from) {
    return meters.counter("longshore.index.vectors", "from", from).count();
  }

  /** A clock that stands where the test puts it. */
  private final class Hand extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
