package io.longshore.embedder.vectors;

import io.longshore.inference.encoder.Embedding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of passages that were embedded lately, by what they are of: the same text of the same
 * tenant, embedded by the same generation, costs nothing again, in whatever document it stands. It
 * holds hashes and vectors, no text, for a bounded time and in bounded memory; the longest unused
 * ones go first. Calls may come from any thread; none waits for another one's model.
 */
public final class VectorCache {
  /** Of an entry beside its numbers: the hash, two objects and a node of the map. */
  private static final int OVERHEAD_BYTES = 200;

  private final long bytesMax;
  private final Duration lasts;
  private final Clock clock;
  private final Counter found;
  private final Counter made;
  private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param bytesMax 0 remembers nothing
   * @param lasts from when a vector was made; not longer for being used
   */
  public VectorCache(long bytesMax, Duration lasts, Clock clock, MeterRegistry meters) {
    this.bytesMax = bytesMax;
    this.lasts = lasts;
    this.clock = clock;
    this.found = meters.counter("longshore.index.vectors", "from", "cache");
    this.made = meters.counter("longshore.index.vectors", "from", "model");
  }

  /** Half precision, as the index stores it. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the class
  private record Entry(short[] halves, int tokensSeen, int tokensGiven, Instant made) {
    long bytes() {
      return 2L * halves.length + OVERHEAD_BYTES;
    }

    Embedding embedding() {
      float[] vector = new float[halves.length];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Float.float16ToFloat(halves[i]);
      }
      return new Embedding(vector, tokensSeen, tokensGiven);
    }

    static Entry of(Embedding embedding, Instant now) {
      float[] vector = embedding.vector();
      short[] halves = new short[vector.length];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = Float.floatToFloat16(vector[i]);
      }
      return new Entry(halves, embedding.tokensSeen(), embedding.tokensGiven(), now);
    }
  }

  /**
   * The vectors of texts in their order; each that isn't known is embedded once.
   *
   * @param generation key of it
   * @param model embeds what it is given, in that order; its failures go through
   */
  public List<Embedding> embed(
      int tenant,
      String generation,
      List<String> texts,
      Function<List<String>, List<Embedding>> model) {
    List<ByteBuffer> keys = texts.stream().map(text -> key(tenant, generation, text)).toList();
    Map<ByteBuffer, Embedding> known = known(keys);
    var missing = new LinkedHashMap<ByteBuffer, String>();
    for (int i = 0; i < keys.size(); i++) {
      if (!known.containsKey(keys.get(i))) {
        missing.put(keys.get(i), texts.get(i));
      }
    }
    if (!missing.isEmpty()) {
      List<Embedding> fresh = model.apply(List.copyOf(missing.values()));
      int i = 0;
      for (ByteBuffer key : missing.keySet()) {
        known.put(key, fresh.get(i++));
      }
      remember(missing.keySet(), fresh);
    }
    made.increment(missing.size());
    found.increment(keys.size() - missing.size());
    return keys.stream().map(key -> Objects.requireNonNull(known.get(key))).toList();
  }

  /** Forgets what is older than it may be. */
  public synchronized void forgetOld() {
    Instant oldest = clock.instant().minus(lasts);
    entries
        .values()
        .removeIf(entry -> {
          boolean old = entry.made().isBefore(oldest);
          bytes -= old ? entry.bytes() : 0;
          return old;
        });
  }

  /** A document is deleted, and nothing here says which vectors are its own. */
  public synchronized void forgetAll() {
    entries.clear();
    bytes = 0;
  }

  private synchronized Map<ByteBuffer, Embedding> known(List<ByteBuffer> keys) {
    Instant oldest = clock.instant().minus(lasts);
    var known = new LinkedHashMap<ByteBuffer, Embedding>();
    for (ByteBuffer key : new LinkedHashSet<>(keys)) {
      @Nullable Entry entry = entries.get(key);
      if (entry != null && !entry.made().isBefore(oldest)) {
        known.put(key, entry.embedding());
      }
    }
    return known;
  }

  private synchronized void remember(Iterable<ByteBuffer> keys, List<Embedding> fresh) {
    Instant now = clock.instant();
    int i = 0;
    for (ByteBuffer key : keys) {
      Entry entry = Entry.of(fresh.get(i++), now);
      @Nullable Entry before = entries.put(key, entry);
      bytes += entry.bytes() - (before == null ? 0 : before.bytes());
    }
    var eldest = new ArrayList<ByteBuffer>();
    long left = bytes;
    for (var one : entries.entrySet()) {
      if (left <= bytesMax) {
        break;
      }
      left -= one.getValue().bytes();
      eldest.add(one.getKey());
    }
    eldest.forEach(entries::remove);
    bytes = left;
  }

  private static ByteBuffer key(int tenant, String generation, String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, tenant));
      sha.update(sha256(generation));
      return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Of a fixed length, so that no text can pass for a part of it. */
  private static byte[] sha256(String text) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
