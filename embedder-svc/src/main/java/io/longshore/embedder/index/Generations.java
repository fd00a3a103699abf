package io.longshore.embedder.index;

import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The generations of the index, and which one is being written. */
public final class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private final TenantTransaction transaction;
  private final Encoder encoder;
  private final PassageProperties passages;
  private final EmbeddingProperties embedding;
  private final Map<String, Generation> known = new ConcurrentHashMap<>();

  public Generations(
      TenantTransaction transaction,
      Encoder encoder,
      PassageProperties passages,
      EmbeddingProperties embedding) {
    this.transaction = transaction;
    this.encoder = encoder;
    this.passages = passages;
    this.embedding = embedding;
  }

  /**
   * That of the model which runs now.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when it can't be asked
   */
  public Generation current() {
    EncoderInfo model = encoder.info();
    String key = "%s/%d/%s".formatted(model.generation(), passages.maxTokens(), embedding.key());
    return known.computeIfAbsent(
        key, missing -> transaction.system(jdbc -> findOrMake(jdbc, missing, model)));
  }

  private Generation findOrMake(JdbcClient jdbc, String key, EncoderInfo model) {
    jdbc.sql(
            """
            insert into generation (key, model, dimensions, passage_tokens)
            values (:key, :model, :dimensions, :passageTokens) on conflict do nothing
            """)
        .param("key", key)
        .param("model", model.name())
        .param("dimensions", model.dimensions())
        .param("passageTokens", passages.maxTokens())
        .update();
    int no =
        jdbc.sql("select no from generation where key = :key")
            .param("key", key)
            .query(Integer.class)
            .single();
    VectorRepository.create(jdbc, no, model.dimensions());
    log.info("generation={} key={} model={}", no, key, model.name());
    return new Generation(no, key);
  }

  /**
   * Notes that a tenant has sources of a generation: rows of tenants can't be seen from outside.
   */
  static void use(JdbcClient jdbc, int tenant, int generation) {
    jdbc.sql(
            """
            insert into generation_use (tenant, generation) values (:tenant, :generation)
            on conflict do nothing
            """)
        .param("tenant", tenant)
        .param("generation", generation)
        .update();
  }

  /** Tenants that may have sources of other generations than the given one. */
  List<Integer> tenantsOfOthers(int generation) {
    return transaction.system(jdbc ->
        jdbc.sql("select distinct tenant from generation_use where generation <> :generation")
            .param("generation", generation)
            .query(Integer.class)
            .list());
  }

  /** Tenants that may have sources. */
  List<Integer> tenants() {
    return transaction.system(
        jdbc -> jdbc.sql("select distinct tenant from generation_use").query(Integer.class).list());
  }

  /** Tenants that have sources of a generation. */
  List<Integer> tenantsOf(int generation) {
    return transaction.system(jdbc ->
        jdbc.sql("select tenant from generation_use where generation = :generation")
            .param("generation", generation)
            .query(Integer.class)
            .list());
  }
}
