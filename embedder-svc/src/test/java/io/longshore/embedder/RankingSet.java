package io.longshore.embedder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.testing.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents, questions and which of the documents answer which question: a folder with {@code
 * corpus.jsonl}, {@code queries.jsonl} and {@code qrels.tsv}.
 *
 * @param relevant ids of documents by that of the question
 */
public record RankingSet(
    List<JsonNode> documents, List<JsonNode> questions, Map<String, Set<String>> relevant) {
  /** Documents of a ranking that count. */
  public static final int DEPTH = 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A text without headings gets a border about so often, as plain texts do in ingest. */
  private static final int SECTION_CHARS = 6_000;

  /** The set of {@code LONGSHORE_DATA}; without it, or without a model, the test is skipped. */
  public static RankingSet read(String name) throws IOException {
    String data = System.getenv("LONGSHORE_DATA");
    assumeTrue(data != null && LocalStack.models().isPresent(), "needs LONGSHORE_DATA and a model");
    Path folder = Path.of(data).resolve(name);
    Map<String, Set<String>> relevant = new HashMap<>();
    try (var lines = Files.lines(folder.resolve("qrels.tsv"))) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(row -> relevant.computeIfAbsent(row[0], id -> new HashSet<>()).add(row[1]));
    }
    return new RankingSet(
        lines(folder.resolve("corpus.jsonl")), lines(folder.resolve("queries.jsonl")), relevant);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.<JsonNode>map(JSON::readTree).toList();
    }
  }

  /** Its first documents, and of each question those of them that answer it. */
  public RankingSet first(int most) {
    List<JsonNode> some = documents.subList(0, Math.min(documents.size(), most));
    Set<String> ids = new HashSet<>();
    some.forEach(document -> ids.add(document.get("id").asString()));
    Map<String, Set<String>> among = new HashMap<>();
    relevant.forEach((question, wanted) -> {
      var left = new HashSet<>(wanted);
      left.retainAll(ids);
      among.put(question, left);
    });
    return new RankingSet(some, questions, among);
  }

  /** Ids of the documents that answer a question; of some questions none. */
  public Set<String> wanted(JsonNode question) {
    return relevant.getOrDefault(question.get("id").asString(), Set.of());
  }

  /** A document's text as {@link TestDocument} takes it, with a border at headings too. */
  public static String sections(JsonNode document) {
    var sections = new StringBuilder();
    int since = 0;
    for (String line : document.get("text").asString().replace('\0', ' ').lines().toList()) {
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

  /** nDCG@{@value #DEPTH} of a ranking of ids. */
  public static double ndcg(List<String> found, Set<String> wanted) {
    double gained = 0;
    double ideal = 0;
    for (int place = 0; place < DEPTH; place++) {
      double discount = 1 / (Math.log(place + 2) / Math.log(2));
      gained += place < found.size() && wanted.contains(found.get(place)) ? discount : 0;
      ideal += place < wanted.size() ? discount : 0;
    }
    return gained / ideal;
  }
}
