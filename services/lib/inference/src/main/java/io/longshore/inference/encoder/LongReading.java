package io.longshore.inference.encoder;

import io.longshore.contracts.embedding.LongMode;

/**
 * How texts beyond the window are read.
 *
 * @param scaled whether the attention of a text of n tokens is sharpened by max(1, ln n / ln
 *     window), as LongEmbed's code does; else a long text's softmax is flatter than the model knows
 */
public record LongReading(LongMode mode, boolean scaled) {
  public static final LongReading NONE = new LongReading(LongMode.NONE, false);

  /** Key of what vectors must not be mixed across, beside the model's generation. */
  public String key() {
    return scaled ? mode.label() + "+scaled" : mode.label();
  }
}
