package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a deleted document out of what is kept of an answer: its passages go, its citations keep
 * their place but lose their quote. The answer's own text stays.
 */
final class AnswerErasure {
  private final DocumentId document;

  AnswerErasure(DocumentId document) {
    this.document = document;
  }

  /** The documents that an answer quotes. */
  static Stream<DocumentId> sources(List<AnswerEvent> events) {
    return events.stream()
        .flatMap(event ->
            Stream.concat(
                evidence(event).stream().map(one -> one.passage().span().document()),
                citations(event).map(one -> one.span().document())))
        .distinct();
  }

  List<Citation> citations(List<Citation> all) {
    return all.stream().map(this::citation).toList();
  }

  AnswerEvent event(AnswerEvent event) {
    var evidence = event.evidence();
    var citation = event.citation();
    var finished = event.finished();
    return new AnswerEvent(
        event.question(),
        event.principal(),
        event.attempt(),
        event.kind(),
        event.delta(),
        evidence == null
            ? null
            : evidence.stream().filter(one -> !isErased(one.passage().span().document())).toList(),
        citation == null ? null : citation(citation),
        finished == null ? null : finished(finished),
        event.failed(),
        event.at());
  }

  private Finished finished(Finished finished) {
    return new Finished(
        finished.text(),
        finished.abstained(),
        citations(finished.citations()),
        finished.timings(),
        finished.skipped(),
        finished.degraded(),
        finished.explain(),
        finished.tokens(),
        finished.coverage());
  }

  private Citation citation(Citation citation) {
    return isErased(citation.span().document()) ? citation.erased() : citation;
  }

  private boolean isErased(DocumentId id) {
    return id.equals(document);
  }

  private static List<Evidence> evidence(AnswerEvent event) {
    @Nullable List<Evidence> evidence = event.evidence();
    return evidence == null ? List.of() : evidence;
  }

  private static Stream<Citation> citations(AnswerEvent event) {
    var citation = event.citation();
    var finished = event.finished();
    return Stream.concat(
        Stream.ofNullable(citation),
        finished == null ? Stream.empty() : finished.citations().stream());
  }
}
