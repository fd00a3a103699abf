package io.longshore.generator.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CancellationsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Cancellations cancellations = new Cancellations(2, clock);

  @Test
  void oneThatComesBeforeItsQuestionIsRememberedUntilTheDeadline() {
    var question = question(1);
    assertThat(cancellations.add(cancelled(question, 1))).isTrue();
    assertThat(cancellations.contains(question)).isTrue();
    assertThat(cancellations.contains(question(1))).isFalse();
    cancellations.sweep();
    assertThat(cancellations.size()).isOne();
    now.set(question.deadline());
    cancellations.sweep();
    assertThat(cancellations.size()).isZero();
    assertThat(cancellations.add(cancelled(question, 1))).as("too late to matter").isFalse();
  }

  @Test
  void nobodyCancelsTheAnswerOfAnotherTenant() {
    var question = question(1);
    cancellations.add(cancelled(question, 2));
    assertThat(cancellations.contains(question)).isFalse();
  }

  @Test
  void theOldestGoesWhereThereAreTooMany() {
    var questions = List.of(question(1), question(1), question(1));
    questions.forEach(question -> cancellations.add(cancelled(question, 1)));
    assertThat(questions).map(cancellations::contains).containsExactly(false, true, true);
  }

  private static Cancelled cancelled(Question question, int tenant) {
    return new Cancelled(principal(tenant), question.id(), question.deadline(), NOON);
  }

  private static Principal principal(int tenant) {
    return new Principal(tenant, "local", List.of());
  }

  private static Question question(int tenant) {
    return new Question(
        QuestionId.random(),
        principal(tenant),
        null,
        "What?",
        List.of(),
        new Scope(List.of(), List.of()),
        new Options(Options.Goal.ANSWER, 10),
        NOON.plusSeconds(60),
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }
}
