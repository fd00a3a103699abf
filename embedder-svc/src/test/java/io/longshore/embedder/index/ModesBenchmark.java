package io.longshore.embedder.index;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.EmbedderApplication;
import io.longshore.embedder.EmbedderTest;
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
import io.longshore.testing.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what the ways of making vectors cost (words a second from item to searchable, documents
 * taken in turns) and how well they find documents: by the best passage, and by the documents' own
 * vectors alone. With the real model; how to run it stands in RATIONALE.md.
 */
@SpringBootTest(
    classes = EmbedderApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.config.name=embedder-svc",
      "spring.application.name=embedder-svc",
      "longshore.index.upkeep-every=1h"
    })
@ContextConfiguration(initializers = EmbedderTest.Stack.class)
class ModesBenchmark {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEPTH = 10;
  private static final int SECTION_CHARS = 6_000;

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
      String text = sections(given.get("text").asString());
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
                        .param("depth", DEPTH)
                        .query((row, number) -> names.getOrDefault(row.getInt(1), "?"))
                        .list());
        sum += ndcg(found, question.wanted());
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
    String data = System.getenv("LONGSHORE_DATA");
    assumeTrue(data != null && LocalStack.models().isPresent(), "needs LONGSHORE_DATA and a model");
    Path folder = Path.of(data).resolve(System.getProperty("set", "qmsum"));
    List<JsonNode> documents = lines(folder.resolve("corpus.jsonl"));
    documents =
        documents.subList(0, Math.min(documents.size(), Integer.getInteger("documents", 20)));
    var ways = new ArrayList<Way>();
    ways.add(new Way(2_001, PassageMode.SEPARATE, DocumentMode.PASSAGES));
    ways.add(new Way(2_002, PassageMode.LATE, DocumentMode.PASSAGES));
    for (String mode : System.getProperty("modes", "PCW").split(",")) {
      ways.add(new Way(2_003 + ways.size(), PassageMode.SEPARATE, DocumentMode.valueOf(mode)));
    }
    ways.forEach(way -> way.index(JSON.createObjectNode().put("id", "warm").put("text", "Warm.")));
    ways.forEach(way -> way.nanos = 0);
    for (JsonNode document : documents) {
      ways.forEach(way -> way.index(document));
    }
    List<Asked> questions = questions(folder, documents);
    System.out.printf("figure: %d documents, %d questions%n", documents.size(), questions.size());
    ways.forEach(way -> way.print(questions));
  }

  /** Vectors of the questions that ask for one of the documents. */
  private List<Asked> questions(Path folder, List<JsonNode> documents) throws IOException {
    Set<String> ids = new HashSet<>();
    documents.forEach(document -> ids.add(document.get("id").asString()));
    Map<String, Set<String>> relevant = new HashMap<>();
    try (var lines = Files.lines(folder.resolve("qrels.tsv"))) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .filter(row -> ids.contains(row[1]))
          .forEach(row -> relevant.computeIfAbsent(row[0], id -> new HashSet<>()).add(row[1]));
    }
    List<Asked> questions = new ArrayList<>();
    for (JsonNode query : lines(folder.resolve("queries.jsonl"))) {
      Set<String> wanted = relevant.get(query.get("id").asString());
      if (wanted != null) {
        List<String> text = List.of(query.get("text").asString());
        var bound = Bound.within(Duration.ofMinutes(1));
        float[] vector =
            encoder.embed(text, Kind.QUERY, Priority.INGESTION, bound).getFirst().vector();
        questions.add(new Asked(vector, wanted));
      }
    }
    return questions;
  }

  private static double ndcg(List<String> found, Set<String> wanted) {
    double gained = 0;
    double ideal = 0;
    for (int place = 0; place < DEPTH; place++) {
      double discount = 1 / (Math.log(place + 2) / Math.log(2));
      gained += place < found.size() && wanted.contains(found.get(place)) ? discount : 0;
      ideal += place < wanted.size() ? discount : 0;
    }
    return gained / ideal;
  }

  /** A border at about every {@value #SECTION_CHARS} characters, as plain texts get in ingest. */
  private static String sections(String text) {
    var sections = new StringBuilder();
    int since = 0;
    for (String line : text.replace('\0', ' ').lines().toList()) {
      if (since > SECTION_CHARS) {
        sections.append('\n');
        since = 0;
      }
      sections.append(line).append('\n');
      since += line.length();
    }
    return sections.toString().strip();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.<JsonNode>map(JSON::readTree).toList();
    }
  }
}
