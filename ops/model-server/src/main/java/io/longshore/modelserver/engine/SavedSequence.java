package io.longshore.modelserver.engine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A saved sequence: a header that says what model and positions it is of, and llama.cpp's own
 * bytes, which are not fit to be read when damaged.
 */
final class SavedSequence {
  private static final int MAGIC = 0x4C534B56;
  private static final int HEADER = 3 * Integer.BYTES + 2 * Long.BYTES;

  private final int[] positions;
  private final ByteBuffer state;

  private SavedSequence(int[] positions, ByteBuffer state) {
    this.positions = positions;
    this.state = state;
  }

  /** Magic, model, checksum of the rest, count of positions, positions, state. */
  static byte[] write(long model, int[] positions, ByteBuffer state) {
    int body = Integer.BYTES * positions.length + state.remaining();
    var out = ByteBuffer.allocate(HEADER + body);
    out.putInt(MAGIC).putLong(model).putLong(0).putInt(positions.length).putInt(state.remaining());
    for (int position : positions) {
      out.putInt(position);
    }
    out.put(state);
    out.putLong(Integer.BYTES + Long.BYTES, checksum(out.array()));
    return out.array();
  }

  static SavedSequence read(long model, byte[] saved) {
    var in = ByteBuffer.wrap(saved);
    if (saved.length < HEADER || in.getInt() != MAGIC) {
      throw new EngineFailure.StateRefused("this is no saved sequence");
    }
    if (in.getLong() != model) {
      throw new EngineFailure.StateRefused("the saved sequence is another model's");
    }
    long checksum = in.getLong();
    int count = in.getInt();
    int bytes = in.getInt();
    if (saved.length != (long) HEADER + (long) Integer.BYTES * count + bytes
        || checksum != checksum(saved)) {
      throw new EngineFailure.StateRefused("the saved sequence is damaged");
    }
    int[] positions = new int[count];
    for (int k = 0; k < count; k++) {
      positions[k] = in.getInt();
    }
    return new SavedSequence(positions, in.slice());
  }

  private static long checksum(byte[] saved) {
    var sum = new CRC32C();
    int from = Integer.BYTES + 2 * Long.BYTES;
    sum.update(saved, from, saved.length - from);
    return sum.getValue();
  }

  int[] positions() {
    return positions;
  }

  ByteBuffer state() {
    return state;
  }
}
