package io.longshore.gateway.door.api;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Evidence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

@Schema(name = "DocumentResult", description = "A document with what it was found by.")
record DocumentResultObject(
    String document,
    @Schema(example = "moby-dick.txt") String name,
    @Schema(description = "Comparable only within one question.") double score,
    @Schema(description = "Its best passages, best first; at most 3.")
        List<ResultObject> passages) {
  DocumentResultObject {
    passages = List.copyOf(passages);
  }

  /** Documents in the order in which their passages come. */
  static List<DocumentResultObject> of(List<Evidence> evidence) {
    Map<DocumentId, List<Evidence>> documents =
        evidence.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.passage().span().document(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return documents.values().stream().map(DocumentResultObject::one).toList();
  }

  private static DocumentResultObject one(List<Evidence> ofOne) {
    var best = ofOne.getFirst();
    return new DocumentResultObject(
        best.passage().span().document().toString(),
        best.passage().name(),
        Objects.requireNonNullElse(best.passage().documentScore(), best.score()),
        ofOne.stream().map(ResultObject::of).toList());
  }
}
