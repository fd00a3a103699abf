package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.client.Api;
import io.longshore.cli.client.Refused;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Metric;
import io.longshore.cli.evaluate.frame.Plan;
import io.longshore.cli.evaluate.frame.Shelf;
import io.longshore.cli.evaluate.frame.Suite;
import io.longshore.cli.evaluate.frame.Trial;
import io.longshore.cli.evaluate.frame.Tried;
import io.longshore.cli.evaluate.vectors.TextVectors;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.local.LocalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a search finds the documents that were judged relevant: those that it was asked for, or
 * those of the passages that it gives, each where its first one stands. It gives at most {@value
 * #FOUND} of either, so its recall@100 is that of the documents among these.
 */
public final class RetrievalSuite implements Suite<RetrievalCase> {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PLAIN = "plain";

  /** One vector a document, in the mode that the name ends with. */
  private static final String VECTOR = "document-";

  /** The same by the encoder for long texts. */
  private static final String LONG = VECTOR + "long-";

  private static final String OURS = "ours";

  /** Those that search for passages. */
  private static final List<Arm> PASSAGES =
      List.of(
          new Arm("bm25", unranked().put("legs", "lexical")),
          new Arm("dense", unranked().put("legs", "dense")),
          new Arm("unranked", unranked()),
          new Arm("passages", options()));

  /**
   * Those that search for documents: as it comes, scored by their passages in another way without
   * the reranker, and with a part taken away or done in the usual way (an ablation).
   */
  private static final List<ForDocuments> DOCUMENTS =
      List.of(
          new ForDocuments(new Arm(OURS, options()), "{}"),
          new ForDocuments(new Arm("without-reranker", unranked()), "{}"),
          new ForDocuments(new Arm("firstp", unranked()), "{\"aggregation\":\"first\"}"),
          new ForDocuments(new Arm("maxp", unranked()), "{\"aggregation\":\"max\"}"),
          new ForDocuments(new Arm("sump", unranked()), "{\"aggregation\":\"sum\"}"),
          new ForDocuments(new Arm("without-words", options().put("legs", "dense")), "{}"),
          new ForDocuments(new Arm("without-vectors", options().put("legs", "lexical")), "{}"),
          new ForDocuments(new Arm("without-whole", options()), "{\"documentShare\":0}"),
          new ForDocuments(new Arm("without-sureness", options()), "{\"lexicalWeight\":1}"),
          new ForDocuments(new Arm("by-ranks", options()), "{\"fusion\":\"ranks\"}"));

  /** With the {@code settings} of each search. */
  private record ForDocuments(Arm arm, String settings) {}

  /** The most that a search gives. */
  private static final int FOUND = 50;

  @Override
  public String name() {
    return "retrieval";
  }

  @Override
  public List<Arm> arms() {
    var arms = new ArrayList<Arm>();
    arms.addAll(PASSAGES);
    arms.add(new Arm(PLAIN, JSON.createObjectNode()));
    DOCUMENTS.forEach(one -> arms.add(one.arm()));
    for (LongMode mode : LongMode.values()) {
      arms.add(new Arm(VECTOR + mode.label(), JSON.createObjectNode()));
    }
    for (LongMode mode : List.of(LongMode.NONE, LongMode.PCW, LongMode.NTK, LongMode.SELFEXTEND)) {
      arms.add(new Arm(LONG + mode.label(), JSON.createObjectNode()));
    }
    return List.copyOf(arms);
  }

  @Override
  public List<String> usual() {
    return List.of("bm25", "dense", PLAIN, OURS);
  }

  private static ObjectNode options() {
    return JSON.createObjectNode().put("k", FOUND);
  }

  private static ObjectNode unranked() {
    return options().put("rerank", false);
  }

  @Override
  public List<Metric> metrics() {
    return Ranking.METRICS;
  }

  @Override
  public boolean searches(Arm arm) {
    return !arm.name().equals(PLAIN) && !arm.name().startsWith(VECTOR);
  }

  @Override
  public Data<RetrievalCase> read(Plan plan) {
    if (plan.model() != null) {
      throw new LocalFailure(
          "The suite retrieval takes no --model: each method says with which encoder it searches.");
    }
    return RetrievalData.read(plan.source());
  }

  @Override
  public Trial<RetrievalCase> begin(Arm arm, Data<RetrievalCase> data, Shelf shelf, Bar bar) {
    if (arm.name().startsWith(VECTOR)) {
      return new Local(DocumentIndex.of(data.documents(), whole(shelf.api(), arm.name()), bar));
    }
    if (arm.name().equals(PLAIN)) {
      return new Local(
          PlainIndex.of(data.documents(), TextVectors.open(shelf.api(), TextVectors.CUT), bar));
    }
    return one -> search(one, arm, shelf).tried(one, shelf.tokensPerSecond());
  }

  private static TextVectors whole(Api api, String arm) {
    return arm.startsWith(LONG)
        ? TextVectors.cutting(api, EmbeddingRequest.EMBEDDER_LONG, arm.substring(LONG.length()))
        : TextVectors.cutting(api, TextVectors.EMBEDDER, arm.substring(VECTOR.length()));
  }

  private static Ranking search(RetrievalCase one, Arm arm, Shelf shelf) {
    ObjectNode body = JSON.createObjectNode();
    body.put("query", one.question()).put("collection", shelf.collection());
    body.set("options", arm.options());
    Optional<ForDocuments> forDocuments =
        DOCUMENTS.stream().filter(documents -> documents.arm().equals(arm)).findFirst();
    forDocuments.ifPresent(documents -> {
      body.put("groupBy", "document");
      body.set("settings", JSON.readTree(documents.settings()));
    });
    long began = System.nanoTime();
    JsonNode found;
    try {
      found = shelf.api().search(body);
    } catch (Refused e) {
      return Ranking.refused(String.valueOf(e.getMessage()));
    }
    double millis = (System.nanoTime() - began) / 1e6;
    return Ranking.of(
        found
            .path(forDocuments.isPresent() ? "documents" : "results")
            .valueStream()
            .map(result -> shelf.name(result.path("document").asString("")))
            .distinct()
            .toList(),
        millis,
        found.path("degraded").valueStream().map(JsonNode::asString).toList());
  }

  /** Its time is that of this program and of the question's vector. */
  private record Local(LocalIndex index) implements Trial<RetrievalCase> {
    @Override
    public Tried attempt(RetrievalCase one) {
      long began = System.nanoTime();
      List<String> found = index.search(one.question());
      double millis = (System.nanoTime() - began) / 1e6;
      return Ranking.of(found, millis, List.of()).tried(one, index.tokensPerSecond());
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
