package io.longshore.contracts.answer;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One small event of an answer (topic {@code answers}, key = question id). Exactly one of the
 * payloads is set, as {@code kind} says.
 *
 * @param attempt from 1; a higher one starts over and what a lower one said is dropped
 * @param kind null when a newer version sent a kind that this one does not know: ignored
 * @param delta text to append, for DELTA
 * @param evidence for EVIDENCE
 * @param citation for CITATION; sent right after the text that it supports
 * @param finished for FINISHED
 * @param failed for FAILED
 */
public record AnswerEvent(
    QuestionId question,
    Principal principal,
    int attempt,
    @Nullable Kind kind,
    @Nullable String delta,
    @Nullable List<Evidence> evidence,
    @Nullable Citation citation,
    @Nullable Finished finished,
    @Nullable Failed failed,
    Instant at) {
  /** Of what a room says of a question that no generation was begun for. */
  public static final int FIRST_ATTEMPT = 1;

  /**
   * From here on, of a gateway that ends an answer in the place of a silent room: above all that a
   * generator counts, so that what such a room says when it comes back is dropped.
   */
  public static final int BYPASS_ATTEMPTS = 1_000_000;

  /** What happened. */
  public enum Kind {
    STARTED,
    EVIDENCE,
    DELTA,
    CITATION,
    FINISHED,
    FAILED
  }

  public static AnswerEvent started(QuestionId question, Principal principal, int attempt) {
    return new AnswerEvent(
        question, principal, attempt, Kind.STARTED, null, null, null, null, null, Instant.now());
  }

  public static AnswerEvent evidence(
      QuestionId question, Principal principal, int attempt, List<Evidence> evidence) {
    return new AnswerEvent(
        question,
        principal,
        attempt,
        Kind.EVIDENCE,
        null,
        List.copyOf(evidence),
        null,
        null,
        null,
        Instant.now());
  }

  public static AnswerEvent delta(
      QuestionId question, Principal principal, int attempt, String text) {
    return new AnswerEvent(
        question, principal, attempt, Kind.DELTA, text, null, null, null, null, Instant.now());
  }

  public static AnswerEvent citation(
      QuestionId question, Principal principal, int attempt, Citation citation) {
    return new AnswerEvent(
        question,
        principal,
        attempt,
        Kind.CITATION,
        null,
        null,
        citation,
        null,
        null,
        Instant.now());
  }

  public static AnswerEvent finished(
      QuestionId question, Principal principal, int attempt, Finished finished) {
    return new AnswerEvent(
        question,
        principal,
        attempt,
        Kind.FINISHED,
        null,
        null,
        null,
        finished,
        null,
        Instant.now());
  }

  /** The end that a room gives to a question, with what the question missed so far. */
  public static AnswerEvent failed(Question question, int attempt, String code, String message) {
    var failed = new Failed(code, message, question.skipped(), question.degraded());
    return failed(question.id(), question.principal(), attempt, failed);
  }

  public static AnswerEvent failed(
      QuestionId question, Principal principal, int attempt, Failed failed) {
    return new AnswerEvent(
        question, principal, attempt, Kind.FAILED, null, null, null, null, failed, Instant.now());
  }

  /** That a model took for the answer, as its end says it. */
  public @Nullable Tokens tokens() {
    if (finished != null) {
      return finished.tokens();
    }
    return failed == null ? null : failed.tokens();
  }

  /** Whether nothing comes after this event. */
  public boolean isLast() {
    return kind == Kind.FINISHED || kind == Kind.FAILED;
  }
}
