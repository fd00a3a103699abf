package io.longshore.gateway.library;

import static io.longshore.gateway.library.DocumentState.EMBEDDING;
import static io.longshore.gateway.library.DocumentState.FAILED;
import static io.longshore.gateway.library.DocumentState.PARSING;
import static io.longshore.gateway.library.DocumentState.QUEUED;
import static io.longshore.gateway.library.DocumentState.READY;
import static io.longshore.gateway.library.DocumentState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TrackingTest {
  private static final Instant T0 = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void aDocumentGoesFromQueuedToReady() {
    var now = Tracking.queued();
    assertThat(now.state()).isEqualTo(QUEUED);
    now = now.step(Rooms.INGEST, 1, 4, T0);
    assertThat(now.state()).isEqualTo(PARSING);
    now = now.parsed(10, T0);
    assertThat(now.state()).isEqualTo(EMBEDDING);
    now = now.step(Rooms.EMBEDDER, 5, 10, T0.plusSeconds(5));
    assertThat(now.progress()).isBetween(0.5, 0.6);
    now = now.indexed();
    assertThat(now.state()).isEqualTo(READY);
    assertThat(now.progress()).isOne();
  }

  @Test
  void whatComesLateNeverTakesAVersionBack() {
    var embedding = Tracking.queued().parsed(10, T0).step(Rooms.EMBEDDER, 6, 10, T0);
    assertThat(embedding.step(Rooms.EMBEDDER, 5, 10, T0)).isSameAs(embedding);
    assertThat(embedding.step(Rooms.INGEST, 1, 1, T0)).isSameAs(embedding);
    assertThat(embedding.parsed(10, T0)).isSameAs(embedding);
    assertThat(embedding.sentAgain()).isSameAs(embedding);
  }

  @Test
  void nothingMovesWhatHasEnded() {
    var ready = Tracking.queued().indexed();
    var failed = Tracking.queued().failed("no-text", "Hand in one with text.");
    List<UnaryOperator<Tracking>> late =
        List.of(
            t -> t.step(Rooms.EMBEDDER, 1, 2, T0),
            t -> t.parsed(3, T0),
            t -> t.waiting("model-unavailable", null),
            t -> t.failed("late", null),
            Tracking::sentAgain);
    for (var event : late) {
      assertThat(event.apply(ready)).isSameAs(ready);
      assertThat(event.apply(failed)).isSameAs(failed);
    }
  }

  @Test
  void beingSearchableWinsOverAFailureThatWasOnlySuspected() {
    assertThat(Tracking.queued().failed("silent", null).indexed().state()).isEqualTo(READY);
  }

  @Test
  void whatWaitsSaysWhyAndGoesOnWhenAStepIsDone() {
    var waiting =
        Tracking.queued()
            .step(Rooms.EMBEDDER, 2, 4, T0)
            .waiting("model-unavailable", "Start the model server.");
    assertThat(waiting.state()).isEqualTo(WAITING);
    assertThat(waiting.code()).isEqualTo("model-unavailable");
    assertThat(waiting.parsed(4, T0)).as("a late record of before").isSameAs(waiting);
    var again = waiting.step(Rooms.EMBEDDER, 3, 4, T0);
    assertThat(again.state()).isEqualTo(EMBEDDING);
    assertThat(again.code()).isNull();
  }

  @Test
  void whatWaitedIsQueuedWhenItIsSentAgainAndCanFail() {
    var again = Tracking.queued().waiting("broker", null).sentAgain();
    assertThat(again.state()).isEqualTo(QUEUED);
    assertThat(again.failed("no-text", null).state()).isEqualTo(FAILED);
  }

  @Test
  void theTimeLeftComesFromTheRateSoFar() {
    var now = Tracking.queued().parsed(10, T0);
    assertThat(now.secondsLeft(T0.plusSeconds(5))).as("no rate yet").isNull();
    now = now.step(Rooms.EMBEDDER, 2, 10, T0.plusSeconds(4));
    assertThat(now.secondsLeft(T0.plusSeconds(4))).isEqualTo(16);
    now = now.step(Rooms.EMBEDDER, 8, 10, T0.plusSeconds(8));
    assertThat(now.secondsLeft(T0.plusSeconds(8))).isEqualTo(2);
    assertThat(now.indexed().secondsLeft(T0.plusSeconds(9))).isNull();
  }
}
