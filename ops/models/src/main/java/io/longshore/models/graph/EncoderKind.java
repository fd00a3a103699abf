package io.longshore.models.graph;

/**
 * What a graph doesn't say of itself.
 *
 * @param pooling how a text's vector is made
 * @param firstPosition row of the table that the first token has: 0, or 2 in RoBERTa's family
 * @param stretch rows a position behind the model's own, for long texts; 1 for none
 * @param trained true when the table itself was trained stretched (e5-base-4k: the window of 512
 *     stands in its rows 0, 8, 16 and so on); false to mix the rows between
 */
public record EncoderKind(Pooling pooling, int firstPosition, int stretch, boolean trained) {
  /** BERT with the mean of its tokens, such as e5. */
  public static final EncoderKind E5 =
      new EncoderKind(Pooling.MEAN, 0, PositionTable.STRETCH, false);

  public EncoderKind {
    if (firstPosition < 0 || stretch < 1 || stretch > 64) {
      throw new IllegalArgumentException(
          "first position %d, stretch %d".formatted(firstPosition, stretch));
    }
  }

  /** The model's own rows, then the stretched ones. */
  float[] table(float[] rows, int dimensions) {
    if (stretch == 1) {
      return rows;
    }
    return trained
        ? PositionTable.trained(rows, dimensions, stretch)
        : PositionTable.stretched(rows, dimensions, stretch);
  }
}
