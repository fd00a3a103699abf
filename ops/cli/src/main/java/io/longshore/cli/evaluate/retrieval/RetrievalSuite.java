package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.client.Refused;
import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.frame.Metric;
import io.longshore.cli.evaluate.frame.Shelf;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.cli.evaluate.frame.Suite;
import io.longshore.cli.evaluate.frame.Tried;
import io.longshore.cli.evaluate.measure.Ranks;
import io.longshore.cli.evaluate.measure.Statistic;
import io.longshore.local.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a search finds the documents that were judged relevant. Each line of the corpus is a
 * document; one that several passages are found of stands where its first passage stands.
 */
public final class RetrievalSuite implements Suite<RetrievalCase> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Measured to this depth. */
  private static final int DEPTH = 10;

  /** Passages that are asked for, because several may be of one document. */
  private static final int PASSAGES = 50;

  @Override
  public String name() {
    return "retrieval";
  }

  @Override
  public List<Arm> arms() {
    return List.of(arm("unranked", false), arm("ours", true));
  }

  private static Arm arm(String name, boolean rerank) {
    return new Arm(name, JSON.createObjectNode().put("k", PASSAGES).put("rerank", rerank));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric("ndcg@10", Statistic.mean("ndcg")),
        new Metric("recall@10", Statistic.mean("recall")),
        new Metric("mrr@10", Statistic.mean("reciprocal-rank")),
        new Metric("failed", Statistic.mean("failed")),
        new Metric("seconds", Statistic.median("seconds")));
  }

  @Override
  public Data<RetrievalCase> read(Source source) {
    Path queries = Lines.file(source.folder(), Corpus.QUERIES, source.queries());
    List<Document> documents =
        Corpus.documents(Lines.file(source.folder(), Corpus.CORPUS, source.corpus()), "");
    Set<String> known = documents.stream().map(Document::id).collect(Collectors.toSet());
    var grades = grades(source, queries);
    var cases = new ArrayList<RetrievalCase>();
    Corpus.queries(queries)
        .forEach((id, text) -> {
          var relevant = new LinkedHashMap<>(grades.getOrDefault(id, Map.of()));
          relevant.keySet().retainAll(known);
          if (!relevant.isEmpty()) {
            cases.add(new RetrievalCase(id, text, relevant));
          }
        });
    return new Data<>(documents, cases, true);
  }

  /** Beside the queries, else in the folder, else in the queries themselves as {@code relevant}. */
  private static Map<String, Map<String, Integer>> grades(Source source, Path queries) {
    Path beside = queries.resolveSibling(Corpus.QRELS);
    @Nullable Path folder = source.folder();
    if (Files.exists(beside)) {
      return Corpus.grades(beside);
    }
    if (folder != null && Files.exists(folder.resolve(Corpus.QRELS))) {
      return Corpus.grades(folder.resolve(Corpus.QRELS));
    }
    var grades = new LinkedHashMap<String, Map<String, Integer>>();
    for (var line : Lines.json(queries)) {
      var relevant = new LinkedHashMap<String, Integer>();
      Lines.texts(line, "relevant").forEach(id -> relevant.put(id, 1));
      grades.put(Lines.text(line, "id"), relevant);
    }
    if (grades.values().stream().allMatch(Map::isEmpty)) {
      throw new LocalFailure(
          "Nothing says what is relevant: there is no %s, and no line of %s has a list relevant."
              .formatted(beside, queries));
    }
    return grades;
  }

  @Override
  public Tried attempt(RetrievalCase one, Arm arm, Shelf shelf) {
    ObjectNode body = JSON.createObjectNode();
    body.put("query", one.question()).put("collection", shelf.collection());
    body.set("options", arm.options());
    ObjectNode seen = JSON.createObjectNode().put("query", one.question());
    one.grades().forEach(seen.putObject("relevant")::put);
    long began = System.nanoTime();
    List<String> ranking;
    try {
      ranking =
          shelf
              .api()
              .search(body)
              .path("results")
              .valueStream()
              .map(result -> shelf.name(result.path("document").asString("")))
              .distinct()
              .toList();
    } catch (Refused e) {
      seen.put("refused", e.getMessage());
      return new Tried(
          Map.of("failed", 1.0, "ndcg", 0.0, "recall", 0.0, "reciprocal-rank", 0.0), seen);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    ranking.forEach(seen.putArray("found")::add);
    return new Tried(
        Map.of(
            "seconds", seconds,
            "failed", 0.0,
            "ndcg", Ranks.ndcg(ranking, one.grades(), DEPTH),
            "recall", Ranks.recall(ranking, one.grades(), DEPTH),
            "reciprocal-rank", Ranks.reciprocalRank(ranking, one.grades(), DEPTH)),
        seen);
  }
}
