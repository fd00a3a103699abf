package io.longshore.embedder.retrieval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.embedder.EmbedderApplication;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.index.Indexing;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.testing.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints how well retrieval finds documents (best passage a document), with the real model; how to
 * run it stands in RATIONALE.md. Each set is a folder with {@code corpus.jsonl}, {@code
 * queries.jsonl} and {@code qrels.tsv}.
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
class RetrievalBenchmark {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEPTH = 10;

  /** A text without headings gets a border about so often, as plain texts do in ingest. */
  private static final int SECTION_CHARS = 6_000;

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
    String data = System.getenv("LONGSHORE_DATA");
    assumeTrue(data != null && LocalStack.models().isPresent(), "needs LONGSHORE_DATA and a model");
    Path folder = Path.of(data).resolve(set);
    lines(folder.resolve("corpus.jsonl")).parallelStream().forEach(this::index);
    Map<String, Set<String>> relevant = relevant(folder.resolve("qrels.tsv"));
    int questions = 0;
    double ndcg = 0;
    double recall = 0;
    for (JsonNode query : lines(folder.resolve("queries.jsonl"))) {
      Set<String> wanted = relevant.getOrDefault(query.get("id").asString(), Set.of());
      if (!wanted.isEmpty()) {
        List<String> found = find(query);
        questions++;
        ndcg += ndcg(found, wanted);
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
    String text = sections(given.get("text").asString());
    new TestDocument(blobs, principal, collection, document, 1, "en", text)
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
    return found.stream().limit(DEPTH).toList();
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

  private static String sections(String text) {
    var sections = new StringBuilder();
    int since = 0;
    for (String line : text.replace('\0', ' ').lines().toList()) {
      boolean heading = line.startsWith("## ");
      if (heading || since > SECTION_CHARS) {
        sections.append('\n');
        since = 0;
      }
      sections.append(heading ? line.substring(1) : line).append('\n');
      since += line.length();
    }
    return sections.toString().strip();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.<JsonNode>map(JSON::readTree).toList();
    }
  }

  private static Map<String, Set<String>> relevant(Path file) throws IOException {
    Map<String, Set<String>> relevant = new HashMap<>();
    try (var lines = Files.lines(file)) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(row -> relevant.computeIfAbsent(row[0], id -> new HashSet<>()).add(row[1]));
    }
    return relevant;
  }
}
