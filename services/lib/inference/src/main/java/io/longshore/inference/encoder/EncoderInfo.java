package io.longshore.inference.encoder;

/**
 * What a model is and does.
 *
 * @param name of the weights, such as {@code multilingual-e5-small}
 * @param window tokens read at once, with prefix and special tokens
 * @param generation key of the vectors: SHA-256 of the model file and version of its graph. Vectors
 *     of different generations are never compared
 * @param languages for people: which languages it was trained on
 * @param notice for people: why it isn't the preferred model; empty when it is
 * @param positions which modes for long texts it allows
 */
public record EncoderInfo(
    String name,
    int dimensions,
    int window,
    String generation,
    String queryPrefix,
    String passagePrefix,
    String languages,
    String notice,
    Positions positions) {

  /** Of a model that says nothing of its positions. */
  public EncoderInfo(
      String name,
      int dimensions,
      int window,
      String generation,
      String queryPrefix,
      String passagePrefix,
      String languages,
      String notice) {
    this(
        name,
        dimensions,
        window,
        generation,
        queryPrefix,
        passagePrefix,
        languages,
        notice,
        Positions.unknown(window));
  }

  public String prefix(Encoder.Kind kind) {
    return kind == Encoder.Kind.QUERY ? queryPrefix : passagePrefix;
  }
}
