package io.longshore.cli.evaluate.vectors;

import io.longshore.cli.client.Api;
import io.longshore.cli.client.Refused;
import io.longshore.cli.evaluate.frame.ArmUnfit;
import io.longshore.cli.stack.Home;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vectors by the API, in one mode for long texts. Those of passages are kept in the cache by text,
 * model and mode; a question's is asked for each time, because how long it takes is part of a
 * search.
 */
public final class TextVectors implements AutoCloseable {
  /** A long text is cut at the window, and the reply says so. */
  public static final String CUT = "none";

  /** The encoder of the index. */
  public static final String EMBEDDER = EmbeddingRequest.EMBEDDER;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What travels in one call at most: about 4,000 tokens, a second of work and ten on a machine
   * that has much else to do. A longer text travels alone.
   */
  private static final int TEXTS_MAX = 64;

  private static final int CHARS_MAX = 16_000;

  /** A model that is away or full is asked again so often. */
  private static final int ATTEMPTS = 10;

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Set<String> LATER =
      Set.of(
          "model-unavailable",
          "embedder-unavailable",
          "embeddings-unavailable",
          "too-many-embeddings",
          "deadline");

  private final Api api;
  private final String model;
  private final String mode;
  private final boolean cuts;
  private final String generation;
  private final VectorCache cache;
  private long tokens;
  private long nanos;

  private TextVectors(Api api, String model, String mode, boolean cuts, Path folder) {
    this.api = api;
    this.model = model;
    this.mode = mode;
    this.cuts = cuts;
    JsonNode first = ask(List.of("a"), "query");
    generation = generation(first);
    cache =
        VectorCache.open(
            folder
                .resolve(generation.replaceAll("[^A-Za-z0-9._-]", "-"))
                .resolve(mode + (cuts && !mode.equals(CUT) ? "-cut" : "") + ".vectors"),
            vectors(first).getFirst().values().length);
  }

  /**
   * The caller closes it.
   *
   * @param mode for texts that are longer than the model's window, by its name in the API
   * @throws ArmUnfit when the stack has no such mode, or no vectors at all
   */
  public static TextVectors open(Api api, String mode) {
    return open(api, EMBEDDER, mode);
  }

  /** The same of another encoder than {@link #EMBEDDER}. */
  public static TextVectors open(Api api, String model, String mode) {
    return new TextVectors(api, model, mode, mode.equals(CUT), kept());
  }

  static TextVectors open(Api api, String mode, Path folder) {
    return new TextVectors(api, EMBEDDER, mode, mode.equals(CUT), folder);
  }

  /**
   * The same, but a text that is longer than the mode can read is cut there, not refused.
   *
   * @throws ArmUnfit as above
   */
  public static TextVectors cutting(Api api, String model, String mode) {
    return new TextVectors(api, model, mode, true, kept());
  }

  private static Path kept() {
    return Home.ofEnvironment().folder().resolve("embeddings");
  }

  /** The vector of a question, made now. */
  public TextVector question(String text) {
    return vectors(ask(List.of(text), "query")).getFirst();
  }

  /**
   * The vectors of passages or documents, in their order.
   *
   * @param done hears of each one that is there
   */
  public List<TextVector> passages(List<String> texts, Runnable done) {
    Map<String, TextVector> known = new LinkedHashMap<>();
    List<String> batch = new ArrayList<>();
    int chars = 0;
    for (String text : texts) {
      TextVector kept = known.containsKey(text) ? null : cache.find(text);
      if (kept != null) {
        known.put(text, kept);
      } else if (!known.containsKey(text) && !batch.contains(text)) {
        boolean isFull = chars + text.length() > CHARS_MAX || batch.size() == TEXTS_MAX;
        if (isFull && !batch.isEmpty()) {
          make(batch, known);
          batch.clear();
          chars = 0;
        }
        batch.add(text);
        chars += text.length();
      }
      done.run();
    }
    if (!batch.isEmpty()) {
      make(batch, known);
    }
    return texts.stream().map(text -> Objects.requireNonNull(known.get(text))).toList();
  }

  private void make(List<String> batch, Map<String, TextVector> known) {
    long began = System.nanoTime();
    JsonNode reply = ask(batch, "passage");
    if (!generation(reply).equals(generation)) {
      throw new LocalFailure("The model was changed while it was measured: begin anew.");
    }
    List<TextVector> made = vectors(reply);
    nanos += System.nanoTime() - began;
    tokens += made.stream().mapToLong(TextVector::tokensSeen).sum();
    cache.keep(batch, made);
    for (int i = 0; i < batch.size(); i++) {
      known.put(batch.get(i), made.get(i));
    }
  }

  /** How fast passages were read that had to be; NaN when all were known. */
  public double tokensPerSecond() {
    return nanos == 0 ? Double.NaN : tokens / (nanos / 1e9);
  }

  private JsonNode ask(List<String> texts, String kind) {
    ObjectNode body = JSON.createObjectNode().put("kind", kind).put("longMode", mode);
    body.put("truncate", cuts);
    if (!model.equals(EMBEDDER)) {
      body.put("model", model);
    }
    texts.forEach(body.putArray("input")::add);
    for (int attempt = 1; ; attempt++) {
      try {
        return api.embed(body);
      } catch (Refused e) {
        if (attempt == ATTEMPTS || !LATER.contains(e.code())) {
          throw new ArmUnfit("The stack gives no vectors: " + e.getMessage());
        }
        Await.until(() -> false, PAUSE);
      }
    }
  }

  /** Which vectors may be compared with each other. */
  private static String generation(JsonNode reply) {
    return reply.path("generation").asString("unknown");
  }

  private static List<TextVector> vectors(JsonNode reply) {
    return reply
        .path("data")
        .valueStream()
        .map(one -> {
          JsonNode embedding = one.path("embedding");
          var values = new float[embedding.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) embedding.get(i).asDouble();
          }
          return new TextVector(
              values, one.path("tokensSeen").asInt(), one.path("tokensGiven").asInt());
        })
        .toList();
  }

  @Override
  public void close() {
    cache.close();
  }
}
