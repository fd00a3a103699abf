package io.longshore.contracts.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the embedder for the vectors of texts; the reply is {@link Embedded}.
 *
 * @param texts {@value #TEXTS_MAX} at most, so that the reply fits into a record for vectors of up
 *     to 4,096 dimensions; none of them empty
 * @param kind null: the reader does not know it
 * @param mode null: the reader does not know it
 * @param model name of the encoder; null for {@value #EMBEDDER}
 */
public record EmbeddingRequest(
    List<String> texts, @Nullable TextKind kind, @Nullable LongMode mode, @Nullable String model) {
  /** Of the request. */
  public static final String KIND = "embed";

  public static final int TEXTS_MAX = 16;

  /** The encoder that all vectors of the index are of. */
  public static final String EMBEDDER = "embedder";

  /** The one for long texts, where somebody fetched it. */
  public static final String EMBEDDER_LONG = "embedder-long";

  /** Why an encoder has no vectors: it isn't there. */
  public static final String NOT_INSTALLED = "model-not-installed";

  public EmbeddingRequest {
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > TEXTS_MAX) {
      throw new IllegalArgumentException(
          "%d texts, allowed are 1 to %d".formatted(texts.size(), TEXTS_MAX));
    }
  }

  /** To the embedder of the index. */
  public EmbeddingRequest(List<String> texts, @Nullable TextKind kind, @Nullable LongMode mode) {
    this(texts, kind, mode, null);
  }
}
