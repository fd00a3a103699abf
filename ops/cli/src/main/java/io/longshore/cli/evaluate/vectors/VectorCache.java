package io.longshore.cli.evaluate.vectors;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of one model in one mode that were made before, in a file: SHA-256 of the text, tokens
 * seen, tokens given, the values, each record of the same length, one behind the other. Texts are
 * not kept. What a run that was stopped has written half is written over.
 */
final class VectorCache implements AutoCloseable {
  /** A file that has grown so large is begun anew. */
  private static final long BYTES_MAX = 1L << 30;

  private static final int HASH_BYTES = 32;
  private static final int HEAD_BYTES = HASH_BYTES + 2 * Integer.BYTES;

  private final FileChannel file;
  private final int dimensions;
  private final Map<ByteBuffer, Long> places = new HashMap<>();
  private long end;

  private VectorCache(FileChannel file, int dimensions) {
    this.file = file;
    this.dimensions = dimensions;
  }

  /**
   * Opens it, made when it isn't there.
   *
   * @param dimensions of all its vectors
   */
  static VectorCache open(Path place, int dimensions) {
    try {
      Folders.madeFor(place);
      var cache =
          new VectorCache(
              FileChannel.open(
                  place,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE),
              dimensions);
      cache.index();
      return cache;
    } catch (IOException e) {
      throw Folders.failure("open " + place, e);
    }
  }

  private void index() throws IOException {
    if (file.size() > BYTES_MAX) {
      file.truncate(0);
    }
    long records = file.size() / recordBytes();
    for (long i = 0; i < records; i++) {
      var hash = ByteBuffer.allocate(HASH_BYTES);
      file.read(hash, i * recordBytes());
      places.put(hash.flip(), i * recordBytes());
    }
    end = records * recordBytes();
  }

  /** What was made of the text before; null when nothing was. */
  @Nullable TextVector find(String text) {
    Long place = places.get(hash(text));
    if (place == null) {
      return null;
    }
    var record = ByteBuffer.allocate(recordBytes());
    try {
      file.read(record, place);
    } catch (IOException e) {
      throw Folders.failure("read vectors that were made before", e);
    }
    record.position(HASH_BYTES);
    record.limit(recordBytes());
    int seen = record.getInt();
    int given = record.getInt();
    var values = new float[dimensions];
    record.asFloatBuffer().get(values);
    return new TextVector(values, seen, given);
  }

  /** Keeps the vectors of texts, in the same order. */
  void keep(List<String> texts, List<TextVector> vectors) {
    var records = ByteBuffer.allocate(texts.size() * recordBytes());
    for (int i = 0; i < texts.size(); i++) {
      TextVector vector = vectors.get(i);
      ByteBuffer hash = hash(texts.get(i));
      places.put(hash, end + records.position());
      records.put(hash.duplicate()).putInt(vector.tokensSeen()).putInt(vector.tokensGiven());
      for (float value : vector.values()) {
        records.putFloat(value);
      }
    }
    records.flip();
    try {
      while (records.hasRemaining()) {
        end += file.write(records, end);
      }
    } catch (IOException e) {
      throw Folders.failure("keep vectors", e);
    }
  }

  private int recordBytes() {
    return HEAD_BYTES + dimensions * Float.BYTES;
  }

  private static ByteBuffer hash(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw Folders.failure("close the vectors that were made", e);
    }
  }
}
