package io.longshore.embedder.vectors;

import io.longshore.embedder.vectors.Slice.Part.Sources;
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
    boolean small = isSmall(slices.stream().mapToInt(Slice::passages).sum());
    for (Slice slice : slices) {
      if (small || slice.shard() == Slice.RECENT || !isLarge(slice.passages())) {
        exact.add(slice);
      } else {
        near.addAll(approximate(jdbc, generation, slice, to, k));
      }
    }
    near.addAll(exact(jdbc, generation, exact, to, k));
    return near.stream()
        .sorted(Comparator.comparingDouble(Near::cosine).reversed())
        .limit(k)
        .toList();
  }

  /** Whether a scope of so many passages or documents is searched exactly. */
  public boolean isSmall(int scope) {
    return scope < properties.exactBelow();
  }

  /** Whether so many passages of a sealed shard are worth asking its index. */
  public boolean isLarge(int passages) {
    return passages >= properties.exactBelow() / 2;
  }

  private List<Near> approximate(JdbcClient jdbc, int generation, Slice slice, float[] to, int k) {
    List<Near> near = VectorRepository.approximate(jdbc, generation, slice, to, k, properties);
    if (near.size() >= Math.min(k, slice.passages())) {
      return near;
    }
    widened.increment();
    return exact(jdbc, generation, List.of(slice), to, k);
  }

  /** Lists of sources are searched together. */
  private static List<Near> exact(
      JdbcClient jdbc, int generation, List<Slice> slices, float[] to, int k) {
    var near = new ArrayList<Near>();
    for (Slice slice : slices) {
      if (!(slice.part() instanceof Sources)) {
        near.addAll(VectorRepository.exact(jdbc, generation, List.of(slice), slice.part(), to, k));
      }
    }
    Sources listed = Sources.of(slices);
    if (listed.numbers().length > 0) {
      near.addAll(VectorRepository.exact(jdbc, generation, slices, listed, to, k));
    }
    return near;
  }

  /**
   * The nearest passages of each of some documents. A document that is large alone has its own
   * search by HNSW; of the others so many are read, the first ones first, as are searched exactly.
   *
   * @param documents a slice each
   * @param k passages of each
   */
  public List<Near> nearestOfEach(
      JdbcClient jdbc, int generation, List<Slice> documents, float[] to, int k) {
    VectorRepository.planEach(jdbc);
    var near = new ArrayList<Near>();
    var read = new ArrayList<Slice>();
    int passages = 0;
    for (Slice document : documents) {
      if (document.shard() != Slice.RECENT && isLarge(document.passages())) {
        near.addAll(approximate(jdbc, generation, document, to, k));
      } else if (isSmall(passages + document.passages())) {
        read.add(document);
        passages += document.passages();
      }
    }
    near.addAll(VectorRepository.exactOfEach(jdbc, generation, read, to, k));
    return near;
  }

  /**
   * The nearest documents of the sources, by the best of each one's vectors, nearest first. None in
   * a scope of so many documents that reading all their vectors would take longer than the rest.
   */
  public List<NearDocument> nearestDocuments(
      JdbcClient jdbc, int generation, int[] sources, float[] to, int k) {
    return isSmall(sources.length)
        ? DocumentVectorRepository.exact(jdbc, generation, sources, to, k)
        : List.of();
  }
}
