package io.longshore.embedder.index;

import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * Vectors that needn't be made: a document that comes again, in a new version or in another
 * generation of the same encoder, mostly has passages that it had before.
 */
final class UnchangedVectors implements PassageVectors.Known {
  private final TenantTransaction transaction;
  private final Counter found;

  UnchangedVectors(TenantTransaction transaction, MeterRegistry meters) {
    this.transaction = transaction;
    this.found = meters.counter("longshore.index.vectors", "from", "index");
  }

  /** A passage that is read late has the vector of before only where all around it is the same. */
  @Override
  public Map<Integer, Embedding> of(
      SectionsSubmitted item, Generation generation, List<CutPassage> passages) {
    Map<Integer, Embedding> known =
        transaction.read(
            item.principal(),
            jdbc ->
                UnchangedRepository.origin(jdbc, item, generation.no())
                    .map(origin ->
                        switch (generation.recipe().passages()) {
                          case SEPARATE -> UnchangedRepository.alone(jdbc, origin, passages);
                          case LATE -> UnchangedRepository.allOrNone(jdbc, origin, item, passages);
                        })
                    .orElse(Map.of()));
    found.increment(known.size());
    return known;
  }
}
