package io.longshore.embedder.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What a search means of one shard of a generation.
 *
 * @param shard 0 is the recent part
 * @param part which of the tenant's passages that lie in it
 * @param passages that these are, about
 */
public record Slice(int shard, Part part, int passages) {
  /** The recent part. */
  public static final int RECENT = 0;

  /** Passages of some sources. */
  public Slice(int shard, int[] sources, int passages) {
    this(shard, new Part.Sources(sources), passages);
  }

  /**
   * Without some sources that lie in it.
   *
   * @param hidden none of a slice that lists its sources
   * @param of passages of these
   */
  public Slice without(int[] hidden, int of) {
    return new Slice(
        shard,
        switch (part) {
          case Part.Sources listed -> listed;
          case Part.Collections(var ids, _) -> new Part.Collections(ids, hidden);
          case Part.All(_) -> new Part.All(hidden);
        },
        passages - of);
  }

  /** Some of a tenant's passages. */
  public sealed interface Part {
    /** Those of these sources; none when there are none. */
    @SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
    record Sources(int[] numbers) implements Part {
      /** Those of all slices that are of sources. */
      static Sources of(List<Slice> slices) {
        return new Sources(
            slices.stream()
                .flatMapToInt(slice ->
                    slice.part() instanceof Sources(var numbers)
                        ? Arrays.stream(numbers)
                        : IntStream.empty())
                .toArray());
      }
    }

    /** Those of all live sources of these collections but the hidden ones. */
    @SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
    record Collections(UUID[] ids, int[] hidden) implements Part {}

    /** All of them but those of the hidden sources. */
    @SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
    record All(int[] hidden) implements Part {}
  }
}
