package io.longshore.gateway.dispatch;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a gateway says in the place of a room that would have ended the answer. */
final class StandIn {
  /** Quotes of an answer. */
  static final int QUOTES_MAX = 3;

  private StandIn() {}

  /** Without the embedder there is nothing to answer from. */
  static AnswerEvent withoutRetrieval(KeptQuestion question, int attempt) {
    return question.failed(
        attempt,
        "retrieval-unavailable",
        "The documents can't be searched at the moment. Ask again later.");
  }

  /** A room is silent, and what the next one would need was forgotten. */
  static AnswerEvent withoutCopy(KeptQuestion question, int attempt) {
    return question.failed(
        attempt,
        "too-many-questions",
        "Too many questions are under way while a part is silent. Ask again later.");
  }

  /** Nobody waits any more, and who would have said so is silent. */
  static AnswerEvent cancelled(KeptQuestion question, int attempt) {
    return question.failed(attempt, "cancelled", "The answer was stopped.");
  }

  /** The end of a search in the order of retrieval, without the reranker. */
  static List<AnswerEvent> search(Question question, int attempt) {
    var taken = question.withSkipped(Rooms.RERANKER);
    return List.of(
        AnswerEvent.evidence(question.id(), question.principal(), attempt, question.shown()),
        finished(taken, attempt, "", false, List.of(), List.of()));
  }

  /**
   * The best quotes, as they stand in the evidence, without the generator. An answer of no quotes
   * is an abstention.
   */
  static List<AnswerEvent> quotes(Question question, int attempt) {
    var id = question.id();
    var principal = question.principal();
    var events = new ArrayList<AnswerEvent>();
    events.add(AnswerEvent.started(id, principal, attempt));
    events.add(AnswerEvent.evidence(id, principal, attempt, question.shown()));
    var text = new StringBuilder();
    var citations = new ArrayList<Citation>();
    for (var one :
        question.evidence().stream().filter(StandIn::stands).limit(QUOTES_MAX).toList()) {
      int number = citations.size() + 1;
      var before = number == 1 ? "" : "\n\n";
      int start = codePoints(text) + before.length();
      var citation = quote(one, number, start);
      var delta = before + citation.quote() + " [" + number + "]";
      text.append(delta);
      citations.add(citation);
      events.add(AnswerEvent.delta(id, principal, attempt, delta));
      events.add(AnswerEvent.citation(id, principal, attempt, citation));
    }
    if (citations.isEmpty()) {
      text.append("No passage of the documents was found for this question.");
      events.add(AnswerEvent.delta(id, principal, attempt, text.toString()));
    }
    var taken = question.withSkipped(Rooms.GENERATOR);
    var choose = Step.of("choose", 0).with(question.evidence());
    var decide =
        Step.of("decide", 0)
            .with("outcome", citations.isEmpty() ? "abstained" : "answered")
            .with("why", "the generator is silent: the best quotes");
    var own = List.of(choose, decide);
    events.add(finished(taken, attempt, text.toString(), citations.isEmpty(), citations, own));
    return List.copyOf(events);
  }

  private static AnswerEvent finished(
      Question question,
      int attempt,
      String text,
      boolean abstained,
      List<Citation> citations,
      List<Step> own) {
    var end =
        new Finished(
            text,
            abstained,
            citations,
            Map.copyOf(question.timings()),
            question.skipped(),
            question.degraded(),
            Explanation.of(question, own),
            null,
            Evidence.coverage(question.evidence()));
    return AnswerEvent.finished(question.id(), question.principal(), attempt, end);
  }

  /** Whether the passage's text is as long as its span, and its sentences lie in it. */
  private static boolean stands(Evidence evidence) {
    var passage = evidence.passage();
    int length = codePoints(passage.text());
    return length == passage.span().length()
        && evidence.sentences().stream()
            .allMatch(one -> 0 <= one.start() && one.start() < one.end() && one.end() <= length);
  }

  /** The best sentence of a passage, or the whole passage where none was scored. */
  private static Citation quote(Evidence evidence, int number, int answerStart) {
    var passage = evidence.passage();
    var best = evidence.best();
    var text = passage.text();
    int from = text.offsetByCodePoints(0, best.start());
    int to = text.offsetByCodePoints(from, best.end() - best.start());
    return new Citation(
        number,
        passage.span().part(best.start(), best.end()),
        passage.name(),
        passage.headings(),
        text.substring(from, to),
        passage.page(),
        answerStart,
        answerStart + best.end() - best.start());
  }

  private static int codePoints(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
