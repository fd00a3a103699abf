package io.longshore.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

class AnswerReaderTest {
  private static final QuestionId ID = QuestionId.random();
  private static final Principal WHO = new Principal(1, "local", List.of());
  private static final Instant DEADLINE = Instant.parse("2026-01-01T00:00:00Z");

  private final List<AnswerEvent> overdue = new ArrayList<>();

  @Test
  void anEndThatWasHeardInTimeStandsHoweverSlowTheClientIs() throws InterruptedException {
    var reader = reader(DEADLINE.plus(Duration.ofHours(1)));
    reader.hear(new HeardEvent(0, AnswerEvent.delta(ID, WHO, 1, "a")));
    var finished = new Finished("a", false, List.of(), Map.of(), List.of(), List.of());
    reader.hear(new HeardEvent(1, AnswerEvent.finished(ID, WHO, 1, finished)));
    var kinds = new ArrayList<NumberedEvent.Kind>();
    while (!reader.isOver()) {
      reader.next(Duration.ZERO).ifPresent(event -> kinds.add(event.kind()));
    }
    assertThat(kinds)
        .containsExactly(
            NumberedEvent.Kind.STARTED, NumberedEvent.Kind.DELTA, NumberedEvent.Kind.FINISHED);
    assertThat(overdue).isEmpty();
  }

  @Test
  void aPassedDeadlineIsSaidToAllBeforeItIsSaidHere() throws InterruptedException {
    var reader = reader(DEADLINE.plus(Duration.ofSeconds(3)));
    assertThat(reader.next(Duration.ZERO)).isPresent(); // started
    assertThat(reader.next(Duration.ZERO)).isEmpty();
    assertThat(overdue).singleElement().satisfies(event -> assertThat(event.isLast()).isTrue());
    assertThat(reader.ending()).isEmpty();
    reader.hear(new HeardEvent(0, overdue.getFirst()));
    assertThat(reader.next(Duration.ZERO)).get().matches(NumberedEvent::isLast);
  }

  @Test
  void aReaderThatFallsTooFarBehindIsCutOffAfterWhatItHeard() throws InterruptedException {
    var reader = reader(DEADLINE.minusSeconds(1));
    for (int i = 0; i < 20_000; i++) {
      reader.hear(new HeardEvent(i, AnswerEvent.delta(ID, WHO, 1, "a")));
    }
    int last = 0;
    while (!reader.isOver()) {
      last = reader.next(Duration.ZERO).orElseThrow().ordinal();
    }
    assertThat(last).isEqualTo(4097);
    assertThat(reader.ending()).isEmpty();
  }

  private AnswerReader reader(Instant now) {
    return new AnswerReader(
        WHO,
        ID,
        DEADLINE,
        0,
        new Binder().bindOrCreate("longshore.streams", StreamProperties.class),
        Clock.fixed(now, ZoneOffset.UTC),
        overdue::add,
        closed -> {});
  }
}
