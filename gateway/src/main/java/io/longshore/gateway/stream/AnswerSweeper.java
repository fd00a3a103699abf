package io.longshore.gateway.stream;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps how those answers ended that nobody read to their end: the client hung up, or the gateway
 * that was asked is gone. Fails those that never end, stops those that nobody reads.
 */
@Component
final class AnswerSweeper {
  private static final Logger log = LoggerFactory.getLogger(AnswerSweeper.class);

  /** Overdue answers that one sweep looks at. */
  private static final int BATCH = 50;

  /** Graces after which no reader waits any more. */
  private static final int GRACES = 4;

  private final UnreadEndings unread;
  private final Answers answers;
  private final AnswerReplay replay;
  private final AnswerTail tail;
  private final AnswerStop stop;
  private final AnswerEnd ending;
  private final Sender sender;
  private final StreamProperties properties;
  private final Clock clock;
  private Instant saidReading = Instant.MIN;

  AnswerSweeper(
      UnreadEndings unread,
      Answers answers,
      AnswerReplay replay,
      AnswerTail tail,
      AnswerStop stop,
      AnswerEnd ending,
      Sender sender,
      StreamProperties properties,
      Clock clock) {
    this.unread = unread;
    this.answers = answers;
    this.replay = replay;
    this.tail = tail;
    this.stop = stop;
    this.ending = ending;
    this.sender = sender;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${longshore.streams.sweep:1s}")
  void sweep() {
    if (!tail.isReady()) {
      return;
    }
    try {
      sayReading();
      for (var unkept : unread.take()) {
        answers
            .find(unkept.principal().tenant(), unkept.question())
            .filter(answer -> answer.status() == Answer.Status.RUNNING)
            .ifPresent(answer -> keep(unkept.principal(), answer, false));
      }
      var late = clock.instant().minus(properties.grace().multipliedBy(GRACES));
      var unread = clock.instant().minus(properties.abandoned());
      for (int tenant : answers.withLeftAnswers(late, unread)) {
        var principal = new Principal(tenant, Rooms.GATEWAY, List.of());
        answers.overdue(tenant, late, BATCH).forEach(answer -> keep(principal, answer, true));
        answers.abandoned(tenant, unread, BATCH).forEach(answer -> stop.stop(principal, answer));
      }
    } catch (DataAccessException | TransactionException | StreamProblem | SendFailed e) {
      log.warn("answers not swept: {}", e.toString());
    }
  }

  /** So often that no other gateway takes what is read here for abandoned. */
  private void sayReading() {
    var now = clock.instant();
    if (saidReading.isAfter(now.minus(properties.abandoned().dividedBy(4)))) {
      return;
    }
    saidReading = now;
    tail.reading().stream()
        .collect(
            Collectors.groupingBy(
                reader -> reader.principal().tenant(),
                Collectors.mapping(AnswerReader::question, Collectors.toList())))
        .forEach(answers::reading);
  }

  private void keep(Principal principal, Answer answer, boolean overdue) {
    var counted = new AnswerLog(properties.events());
    try {
      long to = tail.position(answer.partition());
      replay
          .read(answer.id(), answer.partition(), answer.firstOffset(), to)
          .forEach(heard -> counted.accept(heard.event()));
    } catch (StreamProblem e) {
      if (!e.isExpired()) {
        throw e;
      }
      counted.accept(failed(principal, answer, counted));
    }
    if (counted.ended()) {
      var last = counted.accepted().getLast();
      var total = Duration.between(answer.createdAt(), last.at());
      ending.keep(principal.tenant(), answer.id(), counted.accepted(), Receipt.of(last, total));
      log.info("answer kept questionId={}", answer.id());
    } else if (overdue) {
      sender.send(Topics.ANSWERS, answer.id().toString(), failed(principal, answer, counted));
    }
  }

  private static AnswerEvent failed(Principal principal, Answer answer, AnswerLog counted) {
    return AnswerEvent.failed(
        answer.id(), principal, counted.attempt(), AnswerReader.deadlinePassed());
  }
}
