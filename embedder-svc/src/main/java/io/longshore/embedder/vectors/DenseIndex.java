package io.longshore.embedder.vectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The dense leg: small scopes are searched exactly; of large ones the recent part is, and each
 * sealed shard of which many passages are meant by HNSW. Where that finds too few, the shard is
 * searched exactly after all, and it is counted ({@code longshore.retrieval.widened}).
 */
public final class DenseIndex {
  private final VectorProperties properties;
  private final Counter widened;

  public DenseIndex(VectorProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.widened = meters.counter("longshore.retrieval.widened");
  }

  /** The nearest passages of the slices, nearest first. */
  public List<Near> nearest(
      JdbcClient jdbc, int generation, List<Slice> slices, float[] to, int k) {
    VectorRepository.planEach(jdbc);
    var exact = new ArrayList<Slice>();
    var near = new ArrayList<Near>();
    boolean small = slices.stream().mapToInt(Slice::passages).sum() < properties.exactBelow();
    for (Slice slice : slices) {
      if (small
          || slice.shard() == Slice.RECENT
          || slice.passages() < properties.exactBelow() / 2) {
        exact.add(slice);
      } else {
        near.addAll(approximate(jdbc, generation, slice, to, k));
      }
    }
    if (!exact.isEmpty()) {
      near.addAll(VectorRepository.exact(jdbc, generation, exact, to, k));
    }
    return near.stream()
        .sorted(Comparator.comparingDouble(Near::cosine).reversed())
        .limit(k)
        .toList();
  }

  private List<Near> approximate(JdbcClient jdbc, int generation, Slice slice, float[] to, int k) {
    List<Near> near = VectorRepository.approximate(jdbc, generation, slice, to, k, properties);
    if (near.size() >= Math.min(k, slice.passages())) {
      return near;
    }
    widened.increment();
    return VectorRepository.exact(jdbc, generation, List.of(slice), to, k);
  }

  /**
   * The nearest documents of the sources, by the best of each one's vectors, nearest first. None in
   * a scope of so many documents that reading all their vectors would take longer than the rest.
   */
  public List<NearDocument> nearestDocuments(
      JdbcClient jdbc, int generation, int[] sources, float[] to, int k) {
    return sources.length < properties.exactBelow()
        ? DocumentVectorRepository.exact(jdbc, generation, sources, to, k)
        : List.of();
  }

  /**
   * Whether so many passages of a tenant in the recent part are to be sealed: as many as are no
   * longer searched exactly.
   */
  public boolean isDue(long passages) {
    return passages >= properties.exactBelow();
  }
}
