package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.RankingSet;
import io.longshore.embedder.RealModelTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Prints what the ways of making vectors cost (words a second from item to searchable, documents
 * taken in turns) and how well they find documents: by the best passage, and by the documents' own
 * vectors alone. With the real model; how to run it stands in RATIONALE.md.
 */
@RealModelTest
class ModesBenchmark {
  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;
  @Autowired Encoder encoder;
  @Autowired PassageProperties passages;

  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
  private record Asked(float[] vector, Set<String> wanted) {}

  /** A way of making vectors at work, in a tenant of its own. */
  private final class Way {
    final String name;
    final Principal principal;
    final Generations generations;
    final Indexer indexer;
    final Map<Integer, String> names = new HashMap<>();
    long words;
    long nanos;

    Way(int tenant, PassageMode mode, DocumentMode documents) {
      var how = new EmbeddingProperties(Duration.ofMinutes(2), mode, documents, 2_048, 64);
      name = how.key(how.recipe(passages.maxTokens()));
      principal = new Principal(tenant, "local", List.of());
      generations = new Generations(transaction, encoder, passages, how);
      indexer = TestIndexer.of(transaction, blobs, encoder, passages, how);
    }

    void index(JsonNode given) {
      DocumentId id = DocumentId.random();
      String text = RankingSet.sections(given);
      var document = new TestDocument(blobs, principal, CollectionId.random(), id, 1, "en", text);
      long began = System.nanoTime();
      for (SectionsSubmitted item : document.items()) {
        indexer.index(item);
      }
      nanos += System.nanoTime() - began;
      words += text.split("\\s+").length;
      int source =
          transaction.call(principal, jdbc -> SourceRepository.lock(jdbc, id).getFirst().no());
      names.put(source, given.get("id").asString());
    }

    /** nDCG@10 over questions by the table's best cosine of a document. */
    double quality(String table, List<Asked> questions) {
      double sum = 0;
      for (Asked question : questions) {
        List<String> found =
            transaction.read(
                principal,
                jdbc ->
                    jdbc.sql(
                            """
                            select source from %s group by source
                            order by min(embedding <=> :to::halfvec) limit :depth
                            """
                                .formatted(table))
                        .param("to", Arrays.toString(question.vector()))
                        .param("depth", RankingSet.DEPTH)
                        .query((row, number) -> names.getOrDefault(row.getInt(1), "?"))
                        .list());
        sum += RankingSet.ndcg(found, question.wanted());
      }
      return sum / questions.size();
    }

    void print(List<Asked> questions) {
      int generation = generations.current().no();
      System.out.printf(
          "figure: %s %.0f words/s, nDCG@10 by passages %.3f, by documents' vectors %.3f%n",
          name,
          words / (nanos / 1e9),
          quality(VectorRepository.table(generation), questions),
          quality(DocumentVectorRepository.table(generation), questions));
    }
  }

  @Test
  void print() throws IOException {
    RankingSet given =
        RankingSet.read(System.getProperty("set", "qmsum"))
            .first(Integer.getInteger("documents", 20));
    var ways = new ArrayList<Way>();
    ways.add(new Way(2_001, PassageMode.SEPARATE, DocumentMode.PASSAGES));
    ways.add(new Way(2_002, PassageMode.LATE, DocumentMode.PASSAGES));
    for (String mode : System.getProperty("modes", "PCW").split(",")) {
      ways.add(new Way(2_003 + ways.size(), PassageMode.SEPARATE, DocumentMode.valueOf(mode)));
    }
    ways.forEach(way ->
        way.index(JsonNodeFactory.instance.objectNode().put("id", "warm").put("text", "Warm.")));
    ways.forEach(way -> way.nanos = 0);
    for (JsonNode document : given.documents()) {
      ways.forEach(way -> way.index(document));
    }
    List<Asked> questions = questions(given);
    System.out.printf(
        "figure: %d documents, %d questions%n", given.documents().size(), questions.size());
    ways.forEach(way -> way.print(questions));
  }

  /** Vectors of the questions that ask for one of the documents. */
  private List<Asked> questions(RankingSet given) {
    List<Asked> questions = new ArrayList<>();
    for (JsonNode query : given.questions()) {
      Set<String> wanted = given.wanted(query);
      if (!wanted.isEmpty()) {
        List<String> text = List.of(query.get("text").asString());
        var bound = Bound.within(Duration.ofMinutes(1));
        float[] vector =
            encoder.embed(text, Kind.QUERY, Priority.INGESTION, bound).getFirst().vector();
        questions.add(new Asked(vector, wanted));
      }
    }
    return questions;
  }
}
