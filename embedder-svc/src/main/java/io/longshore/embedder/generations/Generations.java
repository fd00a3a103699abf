package io.longshore.embedder.generations;

import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.inference.encoder.ModeRefused;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The generations of the index, of any model and recipe. */
public final class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private static final String SELECT =
      "select no, key, passage_tokens, passages, documents from generation";

  private final TenantTransaction transaction;
  private final Encoder encoder;
  private final PassageProperties passages;
  private final EmbeddingProperties embedding;
  private final Map<String, Generation> standard = new ConcurrentHashMap<>();
  private final Map<Integer, Generation> known = new ConcurrentHashMap<>();

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
   * That of the model which runs now and of the service's own recipe: of every collection that has
   * not chosen another one.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when it can't be asked
   */
  public Generation current() {
    Recipe recipe = embedding.recipe(passages.maxTokens());
    return standard.computeIfAbsent(key(recipe), missing -> of(recipe));
  }

  /** That of the model which runs now and of a recipe; made when there is none. */
  public Generation of(Recipe recipe) {
    EncoderInfo model = encoder.info();
    return transaction.system(jdbc -> findOrMake(jdbc, recipe, model));
  }

  /** Whether it is of the model and the settings of now. */
  public boolean isCurrent(Generation generation) {
    return generation.key().equals(key(generation.recipe()));
  }

  /**
   * @throws Poison {@code long-mode-refused}: the model that runs now can't read documents so
   */
  public void requireAllowed(Recipe recipe) {
    recipe
        .documentReading()
        .flatMap(how -> encoder.info().positions().refusal(how.mode()))
        .ifPresent(reason -> {
          throw new Poison(ModeRefused.CODE, reason);
        });
  }

  /** By its number, which names no other one ever. */
  public Generation get(JdbcClient jdbc, int no) {
    return known.computeIfAbsent(
        no,
        missing ->
            jdbc.sql(SELECT + " where no = :no")
                .param("no", missing)
                .query(Generations::generation)
                .single());
  }

  private String key(Recipe recipe) {
    return key(recipe, encoder.info());
  }

  private String key(Recipe recipe, EncoderInfo model) {
    return "%s/%d/%s".formatted(model.generation(), recipe.passageTokens(), embedding.key(recipe));
  }

  private Generation findOrMake(JdbcClient jdbc, Recipe recipe, EncoderInfo model) {
    String key = key(recipe, model);
    jdbc.sql(
            """
            insert into generation (key, model, dimensions, passage_tokens, passages, documents)
            values (:key, :model, :dimensions, :passageTokens, :passages, :documents)
            on conflict (key) do update
              set passages = excluded.passages, documents = excluded.documents
            """)
        .param("key", key)
        .param("model", model.name())
        .param("dimensions", model.dimensions())
        .param("passageTokens", recipe.passageTokens())
        .param("passages", recipe.passages().name())
        .param("documents", recipe.documents().name())
        .update();
    Generation made =
        jdbc.sql(SELECT + " where key = :key")
            .param("key", key)
            .query(Generations::generation)
            .single();
    VectorRepository.create(jdbc, made.no(), model.dimensions());
    log.info("generation={} key={} model={}", made.no(), key, model.name());
    return made;
  }

  /**
   * Notes that a tenant has sources of a generation: rows of tenants can't be seen from outside.
   *
   * @throws ConcurrencyFailureException when it was dropped meanwhile; with a new one it works
   */
  public void use(JdbcClient jdbc, int tenant, Generation generation) {
    if (holdUse(jdbc, tenant, generation, "key share")) {
      return;
    }
    boolean exists =
        jdbc.sql(
                """
                with g as (select no from generation where no = :generation),
                used as (insert into generation_use (tenant, generation) select :tenant, no from g
                  on conflict (tenant, generation) do update set generation = excluded.generation)
                select exists (select from g)
                """)
            .param("tenant", tenant)
            .param("generation", generation.no())
            .query(Boolean.class)
            .single();
    if (!exists) {
      standard.clear();
      throw new ConcurrencyFailureException("generation %d is gone".formatted(generation.no()));
    }
  }

  /** Whether it is noted; until the end of the transaction it stays, or is nobody else's. */
  private static boolean holdUse(
      JdbcClient jdbc, int tenant, Generation generation, String strength) {
    return jdbc.sql(
            """
            select generation from generation_use
            where tenant = :tenant and generation = :generation for %s
            """
                .formatted(strength))
        .param("tenant", tenant)
        .param("generation", generation.no())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Drops the tables of generations that nobody uses any more, one transaction each. What can't be
   * dropped now is later.
   */
  public void sweep() {
    Generation current = current();
    for (var use : uses().entrySet()) {
      if (!use.getKey().equals(current)) {
        use.getValue().forEach(tenant -> forgetUse(tenant, use.getKey()));
      }
    }
    for (Generation unused : transaction.system(jdbc -> unused(jdbc, current))) {
      try {
        transaction.system(jdbc -> drop(jdbc, unused));
        standard.clear();
      } catch (DataAccessException e) {
        log.info("generation={} is dropped later: {}", unused.no(), e.getMessage());
      }
    }
  }

  private void forgetUse(int tenant, Generation generation) {
    transaction.run(
        tenant,
        jdbc -> {
          if (holdUse(jdbc, tenant, generation, "update skip locked")) {
            jdbc.sql(
                    """
                    delete from generation_use where tenant = :tenant and generation = :generation
                      and not exists (select from lineup
                        where :generation in (serving, candidate, previous))
                      and not exists (select from source where generation = :generation)
                    """)
                .param("tenant", tenant)
                .param("generation", generation.no())
                .update();
          }
        });
  }

  private static List<Generation> unused(JdbcClient jdbc, Generation current) {
    return jdbc.sql(
            SELECT
                + """
                 g where no <> :current
                and not exists (select from generation_use u where u.generation = g.no)
                """)
        .param("current", current.no())
        .query(Generations::generation)
        .list();
  }

  /** The keys of other tables to it refuse it when it is used after all. */
  private static boolean drop(JdbcClient jdbc, Generation unused) {
    jdbc.sql("delete from shard where generation = :no").param("no", unused.no()).update();
    jdbc.sql("delete from generation where no = :no").param("no", unused.no()).update();
    jdbc.sql("select drop_vectors(:no)").param("no", unused.no()).query(row -> {});
    log.info("dropped generation={} key={}", unused.no(), unused.key());
    return true;
  }

  /** Tenants that may have sources of other generations than the given one. */
  public List<Integer> tenantsOfOthers(int generation) {
    return transaction.system(jdbc ->
        jdbc.sql("select distinct tenant from generation_use where generation <> :generation")
            .param("generation", generation)
            .query(Integer.class)
            .list());
  }

  /** Tenants that may have sources. */
  public List<Integer> tenants() {
    return transaction.system(
        jdbc -> jdbc.sql("select distinct tenant from generation_use").query(Integer.class).list());
  }

  /** Which tenants may have sources of which generations. */
  public Map<Generation, List<Integer>> uses() {
    return transaction.system(jdbc -> {
      var uses = new LinkedHashMap<Generation, List<Integer>>();
      jdbc.sql(
              """
              select generation, array_agg(tenant order by tenant) from generation_use
              group by generation order by generation
              """)
          .query(row -> {
            var tenants = (Integer[]) row.getArray(2).getArray();
            uses.put(get(jdbc, row.getInt(1)), List.of(tenants));
          });
      return uses;
    });
  }

  private static Generation generation(ResultSet row, int number) throws SQLException {
    var recipe =
        new Recipe(
            row.getInt("passage_tokens"),
            PassageMode.valueOf(Objects.requireNonNull(row.getString("passages"))),
            DocumentMode.valueOf(Objects.requireNonNull(row.getString("documents"))));
    return new Generation(row.getInt("no"), Objects.requireNonNull(row.getString("key")), recipe);
  }
}
