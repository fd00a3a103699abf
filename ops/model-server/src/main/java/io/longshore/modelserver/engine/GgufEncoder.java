package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder out of a GGUF file (nomic-bert and its like): one vector a text, pooled as its file
 * says. Not thread-safe: one thread at a time owns it.
 */
public final class GgufEncoder implements AutoCloseable {
  private static final int ROWS_OF_LOGITS = 1; // it has none

  private final LlamaModel model;
  private final LlamaContext context;
  private final Batch batch = new Batch();
  private final int batchTokens;
  private final int batchTexts;
  private final int vocabulary;
  private boolean closed;

  private GgufEncoder(LlamaModel model, EngineSettings settings) {
    this.model = model;
    if (!model.encodes()) {
      throw new EngineFailure.NotSupported(
          "%s (%s) writes text: it is no encoder".formatted(model.name(), model.architecture()));
    }
    context = LlamaContext.ofEncoder(model, settings);
    batchTokens = settings.contextTokens();
    batchTexts = settings.sequences();
    vocabulary = model.vocabularySize();
  }

  /**
   * Loads an encoder.
   *
   * @param library folder of llama.cpp's libraries; one for the whole process
   * @param batchTokens tokens that are computed together, and the longest text; memory grows with
   *     their square
   * @param threads of a batch
   */
  public static GgufEncoder open(Path library, Path gguf, int batchTokens, int threads) {
    var settings =
        EngineSettings.of(batchTokens, EngineSettings.SEQUENCES_MAX)
            .withRows(ROWS_OF_LOGITS)
            .withStep(Math.min(batchTokens, 4_096))
            .withThreads(threads, threads);
    var model = LlamaModel.load(LlamaLibrary.open(library), gguf, settings);
    try {
      return new GgufEncoder(model, settings);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  public String name() {
    return model.name();
  }

  /** Tokens that it was trained to read. */
  public int window() {
    return model.window();
  }

  /** Floats of a vector. */
  public int dimensions() {
    return model.dimensions();
  }

  /** A text's tokens, with those that begin and end it. */
  public int[] tokenize(String text) {
    return model.tokenize(text, false, true);
  }

  /**
   * Vectors of texts, in their order, not normalised; several texts are computed together.
   *
   * @throws IllegalArgumentException when a text is empty or longer than a batch
   */
  public List<float[]> embed(List<int[]> texts) {
    if (closed) {
      throw new IllegalStateException("the encoder is closed");
    }
    texts.forEach(this::check);
    List<float[]> vectors = new ArrayList<>();
    batch.clear();
    int waiting = 0;
    for (int[] text : texts) {
      if (waiting == batchTexts || batch.size() + text.length > batchTokens) {
        run(waiting, vectors);
        waiting = 0;
      }
      for (int k = 0; k < text.length; k++) {
        int _ = batch.add(text[k], waiting, k, true);
      }
      waiting++;
    }
    if (waiting > 0) {
      run(waiting, vectors);
    }
    return vectors;
  }

  private void check(int[] text) {
    if (text.length == 0 || text.length > batchTokens) {
      throw new IllegalArgumentException(
          "a text has 1 to %d tokens, got %d".formatted(batchTokens, text.length));
    }
    for (int token : text) {
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "tokens are 0 to %d, got %d".formatted(vocabulary - 1, token));
      }
    }
  }

  private void run(int texts, List<float[]> vectors) {
    context.encode(batch);
    for (int text = 0; text < texts; text++) {
      vectors.add(context.embedding(text, dimensions()).toArray(JAVA_FLOAT));
    }
    batch.clear();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      context.close();
      model.close();
    }
  }
}
