package io.longshore.embedder.index;

import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.InstantSource;

/** Seals and merges without waiting for the upkeep. */
public final class Sealing {
  private final Sealer sealer;

  public Sealing(TenantTransaction transaction, VectorProperties properties) {
    this.sealer = new Sealer(transaction, properties, InstantSource.system());
  }

  public void run(int tenant, int generation) {
    sealer.run(
        tenant,
        new Generation(
            generation, "any", new Recipe(128, PassageMode.SEPARATE, DocumentMode.PASSAGES)));
  }
}
