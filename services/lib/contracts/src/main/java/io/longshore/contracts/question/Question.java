package io.longshore.contracts.question;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one flat record that travels on the four topics {@code questions.*}. A room fills its own
 * part and touches no other.
 *
 * @param conversation null for a question that stands alone
 * @param text as it was asked; at most {@link io.longshore.contracts.Limits#QUESTION_BYTES}
 * @param history the latest turns of the conversation, oldest first
 * @param deadline absolute; who first sees it passed answers {@code failed: deadline}
 * @param recalled filled by memory, null when memory was skipped
 * @param retrieved filled by the embedder
 * @param ranked filled by the reranker, null when the reranker was skipped
 * @param skipped rooms that the question was taken past
 * @param degraded what was missing inside a room, as {@code room:reason}
 * @param timings milliseconds by stage: a room writes {@code <room>} for the whole of its work,
 *     {@code <room>.model} and {@code <room>.sql} for the share that it waited for those
 * @param trace W3C trace id of the request
 */
public record Question(
    QuestionId id,
    Principal principal,
    @Nullable ConversationId conversation,
    String text,
    List<Turn> history,
    Scope scope,
    Options options,
    Instant deadline,
    @Nullable Recalled recalled,
    @Nullable Retrieved retrieved,
    @Nullable Ranked ranked,
    List<String> skipped,
    List<String> degraded,
    Map<String, Long> timings,
    @Nullable String trace) {

  public Question {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a question without words");
    }
    history = List.copyOf(history);
    skipped = List.copyOf(skipped);
    degraded = List.copyOf(degraded);
    timings = Map.copyOf(timings);
  }

  /** The key of the record: questions of one conversation stay in order. */
  public String key() {
    return conversation == null ? id.toString() : conversation.toString();
  }

  /** What to search for: the standalone form when memory made one, else the text itself. */
  public String standalone() {
    return recalled == null ? text : recalled.standalone();
  }

  /** The ranked evidence; in the order of retrieval, unscored, when the reranker was skipped. */
  public List<Evidence> evidence() {
    if (ranked != null) {
      return ranked.evidence();
    }
    return retrieved == null
        ? List.of()
        : retrieved.passages().stream()
            .map(passage -> new Evidence(passage, passage.score(), List.of()))
            .toList();
  }

  /** What of its evidence is shown to the asker. */
  public List<Evidence> shown() {
    var all = evidence();
    return options.findsDocuments() ? all : all.subList(0, Math.min(options.k(), all.size()));
  }

  /** Whether it is too late to answer. */
  public boolean isOverdue(Instant now) {
    return !now.isBefore(deadline);
  }

  public Question withRecalled(Recalled part) {
    return with(part, retrieved, ranked, skipped, degraded, timings);
  }

  public Question withRetrieved(Retrieved part) {
    return with(recalled, part, ranked, skipped, degraded, timings);
  }

  public Question withRanked(Ranked part) {
    return with(recalled, retrieved, part, skipped, degraded, timings);
  }

  /** Taken past a room that is silent. */
  public Question withSkipped(String room) {
    return with(recalled, retrieved, ranked, and(skipped, room), degraded, timings);
  }

  public Question withDegraded(String reason) {
    return with(recalled, retrieved, ranked, skipped, and(degraded, reason), timings);
  }

  public Question withTimings(Map<String, Long> more) {
    var all = new LinkedHashMap<>(timings);
    all.putAll(more);
    return with(recalled, retrieved, ranked, skipped, degraded, all);
  }

  private static List<String> and(List<String> reasons, String reason) {
    return Stream.concat(reasons.stream(), Stream.of(reason)).distinct().toList();
  }

  private Question with(
      @Nullable Recalled recalled,
      @Nullable Retrieved retrieved,
      @Nullable Ranked ranked,
      List<String> skipped,
      List<String> degraded,
      Map<String, Long> timings) {
    return new Question(
        id,
        principal,
        conversation,
        text,
        history,
        scope,
        options,
        deadline,
        recalled,
        retrieved,
        ranked,
        skipped,
        degraded,
        timings,
        trace);
  }
}
