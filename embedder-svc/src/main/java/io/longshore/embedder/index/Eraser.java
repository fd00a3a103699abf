package io.longshore.embedder.index;

import io.longshore.contracts.DocumentId;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.VectorRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes sources out of the index with all that was made of them. */
final class Eraser {
  private final LexicalIndex lexical;

  Eraser(LexicalIndex lexical) {
    this.lexical = lexical;
  }

  /** Erases some of a document's sources, inside the caller's transaction. */
  void erase(JdbcClient jdbc, DocumentId document, Predicate<Source> which) {
    List<Source> sources = new ArrayList<>(SourceRepository.lock(jdbc, document));
    sources.removeIf(which.negate());
    if (sources.isEmpty()) {
      return;
    }
    int[] numbers = sources.stream().mapToInt(Source::no).toArray();
    for (Source source : sources) {
      int[] number = {source.no()};
      VectorRepository.delete(jdbc, source.generation(), new int[] {source.shard()}, number);
      DocumentVectorRepository.delete(jdbc, source.generation(), number);
    }
    lexical.erase(jdbc, numbers);
    PassageRepository.delete(jdbc, numbers);
    SourceRepository.delete(jdbc, numbers);
  }
}
