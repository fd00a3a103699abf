package io.longshore.inference.encoder;

/**
 * The vector of a text.
 *
 * @param vector of length 1
 * @param tokensSeen what the model read, with prefix and special tokens
 * @param tokensGiven what the text had; more than {@code tokensSeen} when the window was too short
 */
@SuppressWarnings(
    "ArrayRecordComponent") // vectors travel as arrays: a copy a call would cost more than it
// protects
public record Embedding(float[] vector, int tokensSeen, int tokensGiven) {

  public boolean truncated() {
    return tokensSeen < tokensGiven;
  }
}
