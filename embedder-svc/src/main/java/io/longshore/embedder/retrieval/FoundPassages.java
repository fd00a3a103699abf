package io.longshore.embedder.retrieval;

import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.Fusion.Fused;
import io.longshore.embedder.retrieval.ScopeRepository.StoredPassage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is handed on of the passages that were found. */
final class FoundPassages {
  private final Map<Integer, SearchedSource> sources;
  private final Map<Integer, Double> documents;

  /**
   * @param sources of all the passages, by number
   * @param documents scores of their documents by source, where documents were looked for
   */
  FoundPassages(Map<Integer, SearchedSource> sources, Map<Integer, Double> documents) {
    this.sources = sources;
    this.documents = documents;
  }

  /** The first of them that take no more than so many bytes of JSON together. */
  List<Passage> of(JdbcClient jdbc, List<Fused> best, int bytesMax) {
    List<PassageKey> keys = best.stream().map(fused -> fused.candidate().key()).toList();
    Map<PassageKey, StoredPassage> stored = ScopeRepository.passages(jdbc, keys);
    List<Passage> passages = new ArrayList<>();
    int bytes = 0;
    for (Fused fused : best) {
      StoredPassage passage = Objects.requireNonNull(stored.get(fused.candidate().key()));
      bytes += jsonBytes(passage);
      if (bytes > bytesMax) {
        break;
      }
      passages.add(passage(passage, fused));
    }
    return passages;
  }

  private Passage passage(StoredPassage stored, Fused fused) {
    Candidate candidate = fused.candidate();
    SearchedSource source = Objects.requireNonNull(sources.get(candidate.key().source()));
    var span = new Span(source.document(), source.textHash(), stored.start(), stored.end());
    return new Passage(
        id(source, span),
        span,
        source.name(),
        stored.text(),
        source.language(),
        stored.headings(),
        stored.page(),
        fused.score(),
        candidate.dense(),
        candidate.lexical() > 0 ? candidate.lexical() : null,
        candidate.coverage(),
        documents.get(source.no()));
  }

  /** The same for the same span of the same version, whenever and wherever it was indexed. */
  private static PassageId id(SearchedSource source, Span span) {
    String name =
        "%s/%d/%d/%d".formatted(span.document(), source.version(), span.start(), span.end());
    return new PassageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** An upper bound that is right for all but control characters. */
  private static int jsonBytes(StoredPassage passage) {
    int fixed = 1024;
    String words = String.join("\n", passage.headings()) + passage.text();
    long escapes = words.chars().filter(c -> c < 0x20 || c == '"' || c == '\\').count();
    return fixed + words.getBytes(StandardCharsets.UTF_8).length + (int) escapes;
  }
}
