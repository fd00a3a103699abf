package io.longshore.embedder.vectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The dense leg: small scopes are searched exactly, large ones by HNSW; where that finds too few,
 * exactly after all, and it is counted ({@code longshore.retrieval.widened}).
 */
public final class DenseIndex {
  private final VectorProperties properties;
  private final Counter widened;

  public DenseIndex(VectorProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.widened = meters.counter("longshore.retrieval.widened");
  }

  /**
   * The nearest passages of the sources, nearest first.
   *
   * @param passages how many the sources hold together
   */
  public List<Near> nearest(
      JdbcClient jdbc, int generation, int[] sources, int passages, float[] to, int k) {
    if (passages < properties.exactBelow() || !VectorRepository.isIndexed(jdbc, generation)) {
      return VectorRepository.exact(jdbc, generation, sources, to, k);
    }
    List<Near> near =
        VectorRepository.approximate(jdbc, generation, sources, to, k, properties.candidates());
    if (near.size() >= Math.min(k, passages)) {
      return near;
    }
    widened.increment();
    return VectorRepository.exact(jdbc, generation, sources, to, k);
  }

  /** The nearest documents of the sources, by the best of each one's vectors, nearest first. */
  public List<NearDocument> nearestDocuments(
      JdbcClient jdbc, int generation, int[] sources, float[] to, int k) {
    return DocumentVectorRepository.exact(jdbc, generation, sources, to, k);
  }

  /**
   * Builds the HNSW index of a generation once a tenant has as many passages as are no longer
   * searched exactly; below that it would only slow writing down.
   *
   * @return whether it was built now
   */
  public boolean grow(JdbcClient jdbc, int generation, long passages) {
    boolean due =
        passages >= properties.exactBelow() && !VectorRepository.isIndexed(jdbc, generation);
    if (due) {
      VectorRepository.index(jdbc, generation);
    }
    return due;
  }
}
