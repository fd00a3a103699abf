package io.longshore.gateway.library;

import static io.longshore.gateway.Gateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.SendFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clock does when something goes wrong or nothing is heard. */
class OutboxClockTest {
  private static final int ATTEMPTS = 3;

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder, Rig.limits(64, 16, ATTEMPTS));
    rig.outbox.start();
  }

  @AfterEach
  void stop() {
    rig.outbox.stop();
  }

  @Test
  void aRoomThatNeverReportsIsAskedAgainAfterTheSilenceAndThenTheDocumentIsGivenUp() {
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      awaitSent(attempt);
      awaitDueAfter(id, rig.limits.silence());
      rig.clock.move(rig.limits.silence().minusSeconds(1));
      assertThat(rig.claim()).as("not silent for long enough").isEmpty();
      rig.clock.move(Duration.ofSeconds(2));
    }
    var given = await(() -> document(id), now -> now.state() == DocumentState.FAILED);
    assertThat(given.code()).isEqualTo("silent");
    assertThat(rig.sent.all).hasSize(ATTEMPTS);
  }

  @Test
  void aReadyThatGotLostIsSaidAgainBecauseTheDocumentIsSentAgain() {
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    awaitSent(1);
    parsed(id);
    rig.progress.heard(Progress.step(Rooms.EMBEDDER, Rig.ONE, id, 1, 1, 1));
    awaitDueAfter(id, rig.limits.silence());
    assertThat(document(id).state()).isEqualTo(DocumentState.EMBEDDING);
    rig.clock.move(rig.limits.silence().plusSeconds(1));
    awaitSent(2);
    rig.progress.indexed(new DocumentIndexed(Rig.ONE, id, 1, "g", 1, 1, 1));
    assertThat(document(id).state()).isEqualTo(DocumentState.READY);
    rig.clock.move(rig.limits.silence().multipliedBy(2));
    assertThat(rig.claim()).as("nothing more is to be done").isEmpty();
  }

  @Test
  void whatWaitsForOneItemIsSentAgainInTimeAlthoughStepsOfOthersAreHeard() {
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    awaitSent(1);
    awaitDueAfter(id, rig.limits.silence());
    rig.progress.heard(Progress.waiting(Rooms.EMBEDDER, Rig.ONE, id, 1, "model-unavailable", "x"));
    rig.progress.heard(Progress.step(Rooms.EMBEDDER, Rig.ONE, id, 1, 4, 5));
    rig.clock.move(rig.limits.backoff().plusMillis(1));
    awaitSent(2);
  }

  @Test
  void aDeletionThatCannotBeSentIsKeptAndSentLater() {
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    awaitSent(1);
    rig.sent.trouble = new Poison("record-too-large", "a test");
    rig.deletions.delete(Rig.ONE, id);
    awaitDueAfter(id, rig.limits.backoffMax());
    rig.sent.trouble = null;
    rig.clock.move(rig.limits.backoffMax().plusMillis(1));
    awaitSent(2);
    assertThat(rig.sent.all)
        .last()
        .satisfies(last -> assertThat(last.action()).isEqualTo(Action.DELETE));
  }

  @Test
  void aDescriptionThatNobodyAnsweredIsSentAgainSoonAndThenLaterAndLater() {
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    awaitSent(1);
    rig.progress.indexed(new DocumentIndexed(Rig.ONE, id, 1, "g", 1, 1, 1));
    rig.uploads.describe(Rig.ONE, id, null, List.of("hr"));
    for (int times = 1; times <= 3; times++) {
      awaitSent(1 + times);
      awaitDueAfter(id, rig.limits.backoff(times));
      rig.clock.move(rig.limits.backoff(times));
    }
    assertThat(rig.limits.backoff(3)).isLessThan(rig.limits.backoffMax());
  }

  @Test
  void withoutABrokerNothingIsGivenUp() {
    rig.sent.trouble = new SendFailed("a test", null);
    var id = rig.upload(Rig.ONE, "a.txt", "a").id();
    for (int i = 0; i < ATTEMPTS * 2; i++) {
      awaitDueAfter(id, rig.limits.backoff());
      rig.clock.move(rig.limits.backoff());
    }
    rig.sent.trouble = null;
    awaitSent(1);
    assertThat(document(id).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void anErrorDoesNotStopTheClock() {
    rig = new Rig(folder, fast());
    rig.sent.trouble = new StackOverflowError("a test");
    rig.outbox.start();
    rig.upload(Rig.ONE, "a.txt", "a");
    await(() -> rig.sent.trouble, trouble -> trouble == null);
    rig.upload(Rig.ONE, "b.txt", "b");
    awaitSent(1);
    assertThat(rig.sent.all.element().name()).isEqualTo("b.txt");
    rig.clock.move(rig.limits.lease().plusMillis(1));
    awaitSent(2);
  }

  private static OutboxProperties fast() {
    var limits = Rig.limits(64, 16, ATTEMPTS);
    return new OutboxProperties(
        limits.poll(),
        limits.batch(),
        limits.inFlight(),
        limits.inFlightPerTenant(),
        ATTEMPTS,
        Duration.ofMillis(10),
        limits.backoffMax(),
        limits.silence(),
        limits.lease(),
        limits.stop());
  }

  private void awaitSent(int times) {
    await(() -> rig.sent.all.size(), size -> size >= times);
    assertThat(rig.sent.all).hasSize(times);
  }

  /** So long after now it is looked at again: what was being done with it has been written. */
  private void awaitDueAfter(DocumentId id, Duration pause) {
    await(
        () ->
            rig.transactions.system(jdbc ->
                jdbc.sql("select due_at from outbox where document = :id")
                    .param("id", id.value())
                    .query(java.time.OffsetDateTime.class)
                    .single()
                    .toInstant()),
        due -> due.equals(rig.clock.instant().plus(pause)));
  }

  private void parsed(DocumentId id) {
    rig.progress.parsed(
        new DocumentParsed(Rig.ONE, id, 1, "text/plain", "en", "h", "1/t", "1/s", 1, 1, 0, 1));
  }

  private Document document(DocumentId id) {
    return rig.library.document(Rig.ONE, id);
  }
}
