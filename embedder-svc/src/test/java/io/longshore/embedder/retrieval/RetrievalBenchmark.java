package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.embedder.RankingSet;
import io.longshore.embedder.RealModelTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.index.Indexing;
import io.longshore.runtime.blob.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Prints how well retrieval finds documents (best passage a document), with the real model; how to
 * run it stands in RATIONALE.md.
 */
@RealModelTest
class RetrievalBenchmark {
  @Autowired Indexing indexing;
  @Autowired BlobStore blobs;
  @Autowired Asker asker;

  private final Principal principal = new Principal(1_000, "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final Map<String, DocumentId> ids = new ConcurrentHashMap<>();
  private final Map<DocumentId, String> names = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"mtrag", "locomo", "qmsum", "scisumm-citances"})
  void print(String set) throws IOException {
    RankingSet given = RankingSet.read(set);
    given.documents().parallelStream().forEach(this::index);
    int questions = 0;
    double ndcg = 0;
    double recall = 0;
    for (JsonNode query : given.questions()) {
      Set<String> wanted = given.wanted(query);
      if (!wanted.isEmpty()) {
        List<String> found = find(query);
        questions++;
        ndcg += RankingSet.ndcg(found, wanted);
        recall += (double) found.stream().filter(wanted::contains).count() / wanted.size();
      }
    }
    System.out.printf(
        "figure: %s %d documents, %d questions: nDCG@10 %.3f, recall@10 %.3f%n",
        set, ids.size(), questions, ndcg / questions, recall / questions);
  }

  private void index(JsonNode given) {
    DocumentId document = DocumentId.random();
    ids.put(given.get("id").asString(), document);
    names.put(document, given.get("id").asString());
    new TestDocument(blobs, principal, collection, document, 1, "en", RankingSet.sections(given))
        .items()
        .forEach(indexing::index);
  }

  /** The first ten documents; a question about a conversation is asked of that alone. */
  private List<String> find(JsonNode query) {
    List<DocumentId> scope = new ArrayList<>();
    if (query.has("conversation")) {
      String prefix = query.get("conversation").asString() + ":";
      ids.forEach((id, document) -> {
        if (id.startsWith(prefix)) {
          scope.add(document);
        }
      });
    }
    var question = asker.ask(principal, collection, scope, query.get("text").asString());
    Set<String> found = new LinkedHashSet<>();
    Asker.retrieved(question)
        .passages()
        .forEach(passage -> found.add(names.getOrDefault(passage.span().document(), "?")));
    return found.stream().limit(RankingSet.DEPTH).toList();
  }
}
