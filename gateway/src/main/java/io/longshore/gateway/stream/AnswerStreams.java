package io.longshore.gateway.stream;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.stream.AnswerTail.Place;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Opens answers for reading and keeps how they end. */
@Service
public final class AnswerStreams {
  private static final Logger log = LoggerFactory.getLogger(AnswerStreams.class);

  private final AnswerTail tail;
  private final AnswerReplay replay;
  private final Answers answers;
  private final AnswerEnd ending;
  private final Sender sender;
  private final StreamProperties properties;
  private final Clock clock;
  private final Semaphore slots;

  AnswerStreams(
      AnswerTail tail,
      AnswerReplay replay,
      Answers answers,
      AnswerEnd ending,
      Sender sender,
      StreamProperties properties,
      Clock clock) {
    this.tail = tail;
    this.replay = replay;
    this.answers = answers;
    this.ending = ending;
    this.sender = sender;
    this.properties = properties;
    this.clock = clock;
    this.slots = new Semaphore(properties.readers());
  }

  /**
   * A reader of a question that is about to be sent.
   *
   * @param partition of the topic {@code answers} that its events will be in
   * @param firstOffset no event of it will stand before
   */
  public record Opened(QuestionId question, AnswerReader reader, int partition, long firstOffset) {}

  /** Listens before the question is sent, so that nothing is missed. */
  public Opened open(Principal principal, QuestionId question, Instant deadline) {
    Place place = tail.placeOf(question);
    return new Opened(
        question, listen(principal, question, deadline, 0), place.partition(), place.offset());
  }

  /**
   * A reader of an answer that was asked for earlier, here or on another gateway.
   *
   * @param after ordinal that the client has already; 0 for all
   */
  public AnswerReader resume(Principal principal, Answer answer, int after) {
    if (answer.status() != Answer.Status.RUNNING) {
      return stored(principal, answer, after);
    }
    var reader = listen(principal, answer.id(), answer.deadline(), after);
    try {
      reader.catchUp(
          replay.read(
              answer.id(),
              answer.partition(),
              answer.firstOffset(),
              tail.position(answer.partition())));
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** How often a silent stream should say that it lives. */
  public Duration heartbeat() {
    return properties.heartbeat();
  }

  /**
   * Keeps how an answer ended.
   *
   * @param running as it was asked
   * @param reader that heard the last event
   * @return as it is kept; when it can't be kept now, as it ended, and it is kept later
   */
  public Answer end(Principal principal, Answer running, AnswerReader reader) {
    var last = reader.ending().orElseThrow();
    var timings = Receipt.of(last, Duration.between(running.createdAt(), clock.instant()));
    try {
      return ending
          .keep(principal.tenant(), running.id(), reader.accepted(), timings)
          .orElseGet(() -> running.ended(last, timings));
    } catch (DataAccessException | TransactionException e) {
      log.warn("answer not kept yet questionId={}: {}", running.id(), e.toString());
      return running.ended(last, timings);
    }
  }

  /** Timings of something that has no row, with what the whole took. */
  public Map<String, Long> timings(AnswerEvent last, Instant asked) {
    return Receipt.of(last, Duration.between(asked, clock.instant()));
  }

  /** Streams end at once, so that a stop needs not wait for them. */
  @EventListener(ContextClosedEvent.class)
  void stopping() {
    tail.endReaders();
  }

  private AnswerReader listen(
      Principal principal, QuestionId question, Instant deadline, int after) {
    if (!slots.tryAcquire()) {
      throw StreamProblem.tooMany(properties.readers());
    }
    var reader =
        new AnswerReader(
            principal,
            question,
            deadline,
            after,
            properties,
            clock,
            this::sayOverdue,
            this::closed);
    tail.add(reader);
    return reader;
  }

  private AnswerReader stored(Principal principal, Answer answer, int after) {
    var reader =
        new AnswerReader(
            principal,
            answer.id(),
            answer.deadline(),
            after,
            properties,
            clock,
            event -> {},
            closed -> {});
    long offset = 0;
    for (var event : answers.events(principal, answer.id())) {
      reader.catchUp(List.of(new HeardEvent(offset++, event)));
    }
    return reader;
  }

  private void closed(AnswerReader reader) {
    tail.remove(reader);
    slots.release();
  }

  private void sayOverdue(AnswerEvent failed) {
    try {
      sender.send(Topics.ANSWERS, failed.question().toString(), failed);
    } catch (SendFailed e) {
      log.warn("deadline not said questionId={}: {}", failed.question(), e.getMessage());
    }
  }
}
