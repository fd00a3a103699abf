package io.longshore.embedder.retrieval;

import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.stream.Attempt;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** {@code questions.recalled} in; {@code questions.retrieved}, or the end of an answer, out. */
public final class RetrievalStream {
  private static final Logger log = LoggerFactory.getLogger(RetrievalStream.class);

  private final Retriever retriever;
  private final Sender sender;
  private final Consumer<Question> sent;
  private final Clock clock;

  /**
   * @param sent hears of each question that went on; must not wait
   */
  RetrievalStream(Retriever retriever, Sender sender, Consumer<Question> sent, Clock clock) {
    this.retriever = retriever;
    this.sender = sender;
    this.sent = sent;
    this.clock = clock;
  }

  public void accept(Question question) {
    if (question.isOverdue(clock.instant())) {
      fail(question, "deadline", "It took too long to get to the search. Ask again.");
      return;
    }
    Question retrieved;
    try {
      retrieved = retriever.find(question);
    } catch (DataAccessException | TransactionException e) {
      if (!Attempt.isLast()) {
        throw e;
      }
      log.warn("the database can't be searched", e);
      fail(question, "retrieval-unavailable", "The index can't be searched now. Ask again later.");
      return;
    }
    sender.send(Topics.QUESTIONS_RETRIEVED, question.key(), retrieved);
    sent.accept(retrieved);
  }

  private void fail(Question question, String code, String message) {
    log.info("failed: {}", code);
    sender.send(
        Topics.ANSWERS,
        question.id().toString(),
        AnswerEvent.failed(question, AnswerEvent.FIRST_ATTEMPT, code, message));
  }
}
