package io.longshore.runtime.blob;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a range of a text without the rest of it: the structure says at which byte it begins. */
public final class TextReader {
  private final BlobStore blobs;
  private final Json json;
  private final Map<String, Structure> structures;

  /**
   * Reads from a store.
   *
   * @param kept structures that stay in memory
   */
  public TextReader(BlobStore blobs, Json json, int kept) {
    this.blobs = blobs;
    this.json = json;
    this.structures =
        Collections.synchronizedMap(
            new LinkedHashMap<>(kept, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Structure> eldest) {
                return size() > kept;
              }
            });
  }

  /** What is known about a text; the last ones stay in memory, for they cost more than a range. */
  public Structure structure(String key) {
    Structure known = structures.get(key);
    if (known != null) {
      return known;
    }
    Structure read = json.read(blobs.open(key), Structure.class);
    structures.put(key, read);
    return read;
  }

  /**
   * The code points from {@code start} to before {@code end}, at least one.
   *
   * @throws Poison {@code range-outside-text}
   */
  public Text range(String key, Structure structure, int start, int end) {
    if (start < 0 || end > structure.codePoints() || start >= end) {
      throw new Poison(
          "range-outside-text",
          "[%d,%d) of a text of %d".formatted(start, end, structure.codePoints()));
    }
    List<Long> offsets = structure.byteOffsets();
    int mark = start / Limits.BYTE_OFFSET_EVERY;
    int after = Math.ceilDiv(end, Limits.BYTE_OFFSET_EVERY);
    long from = offsets.get(mark);
    long to = after < offsets.size() ? offsets.get(after) : Long.MAX_VALUE;
    try (InputStream in = blobs.open(key, from, Math.min(to - from, maxBytes(start, end)))) {
      var read = new Text(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      int skip = start - mark * Limits.BYTE_OFFSET_EVERY;
      return new Text(read.slice(skip, skip + end - start));
    } catch (IOException e) {
      throw new BlobUnavailable("The text " + key + " can't be read", e);
    }
  }

  /** Bytes that the range and the rest of its marks can have at most: a code point has four. */
  private static long maxBytes(int start, int end) {
    return 4L * (end - start + 2L * Limits.BYTE_OFFSET_EVERY);
  }
}
