package io.longshore.contracts.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The vector of a text as it travels.
 *
 * @param values 32-bit floats, little-endian, in Base64: exact, and less than half of their digits
 * @param tokensSeen what the model read, with prefix and special tokens
 * @param tokensGiven what the text had; more than {@code tokensSeen} when it was cut
 */
public record TextVector(String values, int tokensSeen, int tokensGiven) {

  public static TextVector of(float[] vector, int tokensSeen, int tokensGiven) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return new TextVector(
        Base64.getEncoder().encodeToString(bytes.array()), tokensSeen, tokensGiven);
  }

  /** A new array. */
  public float[] vector() {
    var floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(values))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    var vector = new float[floats.remaining()];
    floats.get(vector);
    return vector;
  }

  public boolean isCut() {
    return tokensSeen < tokensGiven;
  }
}
