package io.longshore.embedder;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.Offsets;
import io.longshore.inference.encoder.TokenVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for a model where quality does not matter: a token is a word or an ideograph, a vector
 * the sum of a random direction for each word. Equal words, equal directions.
 */
public final class WordEncoder implements Encoder {
  private static final Pattern TOKEN =
      Pattern.compile("\\p{IsIdeographic}|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]]+|\\S");

  public static final int WINDOW = 512;

  private final int dimensions;
  public volatile String generation = "words-1";
  public volatile boolean available = true;

  /** Runs once, while the next texts are being embedded. */
  public final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  /** Hears each text that is to be embedded. */
  public volatile Consumer<String> reading = text -> {};

  public final AtomicInteger embedded = new AtomicInteger();

  /** Tokens of a text that {@link #parts} reads. */
  public volatile int reach = Integer.MAX_VALUE;

  /** Of each call. */
  public final Queue<Priority> priorities = new ConcurrentLinkedQueue<>();

  public WordEncoder(int dimensions) {
    this.dimensions = dimensions;
  }

  @Override
  public EncoderInfo info() {
    check();
    return new EncoderInfo("words", dimensions, WINDOW, generation, "", "", "all", "");
  }

  @Override
  public List<Embedding> embed(List<String> texts, Kind kind, Priority priority, Bound bound) {
    check();
    meanwhile.getAndSet(() -> {}).run();
    texts.forEach(reading);
    embedded.addAndGet(texts.size());
    priorities.add(priority);
    return texts.stream().map(this::embedding).toList();
  }

  /** A part's words, and a tenth of all that is read. */
  @Override
  public List<Embedding> parts(
      String text,
      List<Offsets> parts,
      Kind kind,
      LongReading how,
      Priority priority,
      Bound bound) {
    check();
    priorities.add(priority);
    List<Offsets> all = tokenOffsets(text);
    int end = all.size() <= reach ? text.length() : all.get(reach).start();
    float[] around = vector(text.substring(0, end));
    List<Embedding> vectors = new ArrayList<>();
    for (Offsets part : parts) {
      int seen =
          countTokens(
              text.substring(part.start(), Math.max(part.start(), Math.min(end, part.end()))));
      float[] vector = vector(text.substring(part.start(), part.end()));
      for (int i = 0; i < dimensions; i++) {
        vector[i] = seen == 0 ? 0 : vector[i] + around[i] / 10;
      }
      vectors.add(
          new Embedding(vector, seen, countTokens(text.substring(part.start(), part.end()))));
    }
    return vectors;
  }

  /** Of its beginning, as much as the window holds. */
  private Embedding embedding(String text) {
    List<Offsets> tokens = tokenOffsets(text);
    int seen = Math.min(tokens.size(), WINDOW);
    int end = seen < tokens.size() ? tokens.get(seen).start() : text.length();
    return new Embedding(vector(text.substring(0, end)), seen, tokens.size());
  }

  private void check() {
    if (!available) {
      throw new ModelUnavailable("switched off", null);
    }
  }

  private float[] vector(String text) {
    float[] sum = new float[dimensions];
    Matcher words = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (words.find()) {
      var direction = new Random(31L * generation.hashCode() + words.group().hashCode());
      for (int i = 0; i < dimensions; i++) {
        sum[i] += (float) direction.nextGaussian();
      }
    }
    double length = 0;
    for (float value : sum) {
      length += value * value;
    }
    for (int i = 0; i < dimensions; i++) {
      sum[i] /= (float) Math.sqrt(Math.max(length, 1e-9));
    }
    return sum;
  }

  @Override
  public List<TokenVectors> tokens(List<String> texts, Kind kind, Priority priority, Bound bound) {
    throw new UnsupportedOperationException("the embedder asks for no token vectors");
  }

  @Override
  public int countTokens(String text) {
    return tokenOffsets(text).size();
  }

  @Override
  public List<Offsets> tokenOffsets(String text) {
    List<Offsets> offsets = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      offsets.add(new Offsets(tokens.start(), tokens.end()));
    }
    return offsets;
  }
}
