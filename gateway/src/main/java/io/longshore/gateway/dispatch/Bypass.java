package io.longshore.gateway.dispatch;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.SignOfLife;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.stream.AnswerTail;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tail.Listening;
import io.longshore.runtime.tail.RecordReader;
import io.longshore.runtime.tail.TopicTail;
import io.longshore.runtime.tail.TopicTails;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes questions past rooms that are silent: onto the next topic, or, where a room would have
 * ended the answer, to an end. Every gateway watches every question; the one that sent it acts
 * first, another one when that is dead too.
 */
@Component
final class Bypass implements TopicTail.Ear {
  private static final Logger log = LoggerFactory.getLogger(Bypass.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 1_000_000;

  private final OpenQuestions open;
  private final AnswerTail answers;
  private final RecordReader records;
  private final Sender sender;
  private final MeterRegistry meters;
  private final Clock clock;
  private Instant looked = Instant.MIN;
  private Instant warned = Instant.MIN;
  private long missing;

  Bypass(
      TopicTails tails,
      AnswerTail answers,
      RecordReader records,
      Sender sender,
      MeterRegistry meters,
      DispatchProperties properties,
      Clock clock) {
    this.open =
        new OpenQuestions(
            properties.silence(), properties.watched(), properties.watchedBytes().toBytes());
    this.answers = answers;
    this.records = records;
    this.sender = sender;
    this.meters = meters;
    this.clock = clock;
    measure();
    answers.listen(this::answered);
    var topics =
        Stream.concat(OpenQuestions.WAY.stream(), Stream.of(Topics.PROGRESS, Topics.CANCELLED));
    tails.open(Listening.to("questions", topics.toList()), this);
  }

  private void measure() {
    meters.gauge("longshore.questions.watched.bytes", open, OpenQuestions::bytes);
    FunctionCounter.builder("longshore.questions.forgotten", open, OpenQuestions::forgotten)
        .register(meters);
    FunctionCounter.builder("longshore.questions.unwatched", open, OpenQuestions::unwatched)
        .register(meters);
  }

  /** Before a question is sent. */
  void sending(Question question) {
    open.sending(question, clock.instant());
  }

  /** It could not be sent. */
  void notSent(Question question) {
    open.ended(question.id(), clock.instant());
  }

  @Override
  public void hear(ConsumerRecord<String, byte[]> record) {
    var now = clock.instant();
    switch (record.topic()) {
      case Topics.PROGRESS ->
          records
              .read(record, Progress.class)
              .filter(said -> said.kind() == Progress.Kind.WORKING && said.question() != null)
              .ifPresent(said -> open.heard(said, partitions(record), now));
      case Topics.CANCELLED ->
          records
              .read(record, Cancelled.class)
              .filter(cancelled -> cancelled.question() != null)
              .ifPresent(cancelled -> open.cancelled(cancelled.question()));
      default ->
          records.read(record, Question.class).ifPresent(question -> seen(record, question, now));
    }
  }

  @Override
  public void polled(boolean inContact) {
    var now = clock.instant();
    if (!inContact || !answers.inContact()) {
      open.deaf(now);
    } else if (looked.isBefore(now.minus(BETWEEN_LOOKS))) {
      looked = now;
      open.silent(now).forEach(this::takeOn);
      warn(now);
    }
  }

  private void seen(ConsumerRecord<String, byte[]> record, Question question, Instant now) {
    open.seen(record.topic(), record.partition(), question, record.value().length, now);
  }

  /** On the thread of {@link AnswerTail}. */
  private void answered(AnswerEvent event) {
    var now = clock.instant();
    if (event.isLast()) {
      open.ended(event.question(), now);
    } else {
      open.answered(event.question(), now);
    }
  }

  /** Not for each question: there are too many already. */
  private void warn(Instant now) {
    long more = open.forgotten() + open.unwatched() - missing;
    if (more > 0 && warned.isBefore(now.minus(BETWEEN_WARNINGS))) {
      log.warn("too many questions: {} can't be taken past a silent room", more);
      warned = now;
      missing += more;
    }
  }

  private void takeOn(OpenQuestions.Silent silent) {
    var kept = silent.kept();
    log.warn("{} is silent, taken past it questionId={}", silent.room(), kept.id());
    meters.counter("longshore.questions.taken.past", "room", silent.room()).increment();
    int attempt = AnswerEvent.BYPASS_ATTEMPTS + ThreadLocalRandom.current().nextInt(ATTEMPTS);
    var copy = silent.copy();
    if (silent.cancelled()) {
      end(kept, List.of(StandIn.cancelled(kept, attempt)));
    } else if (silent.room().equals(Rooms.EMBEDDER)) {
      end(kept, List.of(StandIn.withoutRetrieval(kept, attempt)));
    } else if (copy == null) {
      end(kept, List.of(StandIn.withoutCopy(kept, attempt)));
    } else if (silent.room().equals(Rooms.MEMORY)) {
      pass(Topics.QUESTIONS_RECALLED, copy.withSkipped(Rooms.MEMORY));
    } else if (silent.room().equals(Rooms.GENERATOR)) {
      end(kept, StandIn.quotes(copy, attempt));
    } else if (copy.options().goal() == Options.Goal.SEARCH) {
      end(kept, StandIn.search(copy, attempt));
    } else {
      pass(Topics.QUESTIONS_RANKED, copy.withSkipped(Rooms.RERANKER));
    }
  }

  private void pass(String topic, Question question) {
    send(topic, question.key(), question);
  }

  private void end(KeptQuestion question, List<AnswerEvent> events) {
    events.forEach(event -> send(Topics.ANSWERS, question.id().toString(), event));
  }

  /** What is not sent is tried again after the next silence. */
  private void send(String topic, String key, Object record) {
    try {
      var _ =
          sender
              .sendAsync(topic, key, record)
              .whenComplete((sent, error) -> {
                if (error != null) {
                  log.warn("not taken on: {}", error.getMessage());
                }
              });
    } catch (Poison e) {
      log.error("not taken on: {}", e.getMessage());
    }
  }

  private static Set<String> partitions(ConsumerRecord<?, ?> record) {
    var header = record.headers().lastHeader(SignOfLife.PARTITIONS);
    return header == null
        ? Set.of()
        : Set.of(new String(header.value(), StandardCharsets.UTF_8).split(","));
  }
}
