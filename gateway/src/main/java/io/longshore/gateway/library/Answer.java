package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question and what became of it.
 *
 * @param partition of the topic {@code answers} that its events are in
 * @param firstOffset no event of it stands before
 * @param pendingDocuments of its scope, that were not ready when it was asked
 * @param text null unless it finished
 * @param errorCode set when it failed, like {@code errorMessage}
 * @param explain how it came about, whoever wants to know it; null unless it finished
 * @param tokens that a language model took for it, also of one that failed; null where none did or
 *     its server doesn't say
 * @param coverage share of the question's words in the evidence; null where it isn't known
 */
public record Answer(
    QuestionId id,
    ConversationId conversation,
    String question,
    Status status,
    int partition,
    long firstOffset,
    Instant deadline,
    int pendingDocuments,
    @Nullable String text,
    boolean abstained,
    List<Citation> citations,
    Map<String, Long> timings,
    List<String> skipped,
    List<String> degraded,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    @Nullable Explanation explain,
    @Nullable Tokens tokens,
    @Nullable Double coverage,
    Instant createdAt) {

  public Answer {
    citations = List.copyOf(citations);
    timings = Map.copyOf(timings);
    skipped = List.copyOf(skipped);
    degraded = List.copyOf(degraded);
  }

  /** One that was just asked; nothing is known of it but where its events will stand. */
  public static Answer running(
      QuestionId id,
      ConversationId conversation,
      String question,
      int partition,
      long firstOffset,
      Instant deadline,
      int pendingDocuments,
      Instant createdAt) {
    return new Answer(
        id,
        conversation,
        question,
        Status.RUNNING,
        partition,
        firstOffset,
        deadline,
        pendingDocuments,
        null,
        false,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        createdAt);
  }

  /** What became of it. */
  public enum Status {
    RUNNING,
    FINISHED,
    FAILED;

    /** As it stands in JSON and in the row. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ended as the last of its events says. */
  public Answer ended(AnswerEvent last, Map<String, Long> timings) {
    var finished = last.finished();
    var failed = last.failed();
    if (finished != null) {
      return new Answer(
          id,
          conversation,
          question,
          Status.FINISHED,
          partition,
          firstOffset,
          deadline,
          pendingDocuments,
          finished.text(),
          finished.abstained(),
          finished.citations(),
          timings,
          finished.skipped(),
          finished.degraded(),
          null,
          null,
          finished.explain(),
          last.tokens(),
          finished.coverage(),
          createdAt);
    }
    return new Answer(
        id,
        conversation,
        question,
        Status.FAILED,
        partition,
        firstOffset,
        deadline,
        pendingDocuments,
        null,
        false,
        List.of(),
        timings,
        failed == null ? List.of() : failed.skipped(),
        failed == null ? List.of() : failed.degraded(),
        failed == null ? "internal" : failed.code(),
        failed == null ? "Ask again." : failed.message(),
        null,
        last.tokens(),
        null,
        createdAt);
  }
}
