package io.longshore.inference.encoder;

/** The vectors of a text's tokens, each of length 1; special tokens and the prefix are left out. */
public final class TokenVectors {
  private final int dimensions;
  private final float[] vectors;
  private final int[] starts;
  private final int[] ends;
  private final int tokensSeen;
  private final int tokensGiven;

  /**
   * @param vectors token by token, {@code starts.length * dimensions} numbers
   * @param starts UTF-16 index into the text where each token begins
   * @param ends UTF-16 index, exclusive
   */
  public TokenVectors(
      int dimensions, float[] vectors, int[] starts, int[] ends, int tokensSeen, int tokensGiven) {
    if (vectors.length != starts.length * dimensions || ends.length != starts.length) {
      throw new IllegalArgumentException(
          "%d numbers for %d tokens of %d".formatted(vectors.length, starts.length, dimensions));
    }
    this.dimensions = dimensions;
    this.vectors = vectors;
    this.starts = starts;
    this.ends = ends;
    this.tokensSeen = tokensSeen;
    this.tokensGiven = tokensGiven;
  }

  public int size() {
    return starts.length;
  }

  public Offsets offsets(int token) {
    return new Offsets(starts[token], ends[token]);
  }

  /** A copy. */
  public float[] vector(int token) {
    return java.util.Arrays.copyOfRange(vectors, token * dimensions, (token + 1) * dimensions);
  }

  /** Cosine of a token of this text and a token of another. */
  public float cosine(int token, TokenVectors other, int otherToken) {
    int a = token * dimensions;
    int b = otherToken * dimensions;
    float sum = 0;
    for (int k = 0; k < dimensions; k++) {
      sum += vectors[a + k] * other.vectors[b + k];
    }
    return sum;
  }

  /** What the model read, with prefix and special tokens. */
  public int tokensSeen() {
    return tokensSeen;
  }

  /** What the text had; more than {@link #tokensSeen} when the window was too short. */
  public int tokensGiven() {
    return tokensGiven;
  }
}
