package io.longshore.cli.evaluate.vectors;

/**
 * The vector of a text.
 *
 * @param values of length 1
 * @param tokensSeen what the model read
 * @param tokensGiven what the text has
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them are multiplied; nobody writes to one
public record TextVector(float[] values, int tokensSeen, int tokensGiven) {

  /** The cosine of both, from -1 to 1. */
  public double cosine(TextVector other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * other.values[i];
    }
    return sum;
  }
}
