package io.longshore.embedder.generations;

import io.longshore.contracts.CollectionId;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code lineup}. Who makes a source searchable shares the line-up of its collection, who
 * changes it has it alone, until the end of the transaction.
 */
public final class Lineups {
  private final TenantTransaction transaction;
  private final Generations generations;

  public Lineups(TenantTransaction transaction, Generations generations) {
    this.transaction = transaction;
    this.generations = generations;
  }

  /**
   * The line-up of a collection, all of the model and the settings of now: where these changed, it
   * is moved on, and what was indexed before is to be brought over.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when it can't be asked
   */
  public Lineup current(int tenant, CollectionId collection) {
    Generation standard = generations.current();
    Lineup found = transaction.read(tenant, jdbc -> of(jdbc, collection, standard));
    Lineup moved =
        found.map(one -> generations.isCurrent(one) ? one : generations.of(one.recipe()));
    if (moved.equals(found)) {
      return found;
    }
    return transaction.call(
        tenant,
        jdbc -> {
          Lineup now = claim(jdbc, collection, standard);
          if (now.equals(found)) {
            put(jdbc, collection, moved);
            moved.all().forEach(one -> generations.use(jdbc, tenant, one));
          }
          return now.equals(found) ? moved : now;
        });
  }

  /** Nobody changes it until the end of the transaction. */
  public Lineup share(JdbcClient jdbc, CollectionId collection, Generation standard) {
    lock(jdbc, collection, "pg_advisory_xact_lock_shared");
    return of(jdbc, collection, standard);
  }

  /** Nobody shares it until the end of the transaction. */
  Lineup claim(JdbcClient jdbc, CollectionId collection, Generation standard) {
    lock(jdbc, collection, "pg_advisory_xact_lock");
    return of(jdbc, collection, standard);
  }

  private static void lock(JdbcClient jdbc, CollectionId collection, String function) {
    jdbc.sql(
            "select %s(hashtextextended(:collection, current_setting('longshore.tenant')::int))"
                .formatted(function))
        .param("collection", collection.toString())
        .query(row -> {});
  }

  /**
   * @param standard of a collection that has chosen none
   */
  Lineup of(JdbcClient jdbc, CollectionId collection, Generation standard) {
    return find(jdbc, collection).orElseGet(() -> new Lineup(standard, null, null));
  }

  private Optional<Lineup> find(JdbcClient jdbc, CollectionId collection) {
    return jdbc.sql(
            "select serving, candidate, previous from lineup where collection = :collection")
        .param("collection", collection.value())
        .query((row, number) ->
            new Lineup(
                generations.get(jdbc, row.getInt(1)),
                get(jdbc, row.getObject(2, Integer.class)),
                get(jdbc, row.getObject(3, Integer.class))))
        .optional();
  }

  /** The one that is built beside the one that is searched. */
  public Optional<Generation> candidate(int tenant, CollectionId collection) {
    return transaction
        .read(tenant, jdbc -> find(jdbc, collection))
        .flatMap(lineup -> Optional.ofNullable(lineup.candidate()));
  }

  private @Nullable Generation get(JdbcClient jdbc, @Nullable Integer no) {
    return no == null ? null : generations.get(jdbc, no);
  }

  /** The serving generations of collections, of those that have chosen none the standard one. */
  public List<Generation> serving(
      JdbcClient jdbc, List<CollectionId> collections, Generation standard) {
    return collections.stream()
        .map(collection -> of(jdbc, collection, standard).serving())
        .distinct()
        .toList();
  }

  /** Puts one in place; the caller has it alone. */
  static void put(JdbcClient jdbc, CollectionId collection, Lineup lineup) {
    jdbc.sql(
            """
            insert into lineup (collection, serving, candidate, previous)
            values (:collection, :serving, :candidate, :previous)
            on conflict (tenant, collection) do update set serving = excluded.serving,
              candidate = excluded.candidate, previous = excluded.previous, strays = true
            """)
        .param("collection", collection.value())
        .param("serving", lineup.serving().no())
        .param("candidate", no(lineup.candidate()))
        .param("previous", no(lineup.previous()))
        .update();
  }

  private static @Nullable Integer no(@Nullable Generation generation) {
    return generation == null ? null : generation.no();
  }

  /** Documents that are searched now and are not in a generation as they are. */
  public static long missing(JdbcClient jdbc, CollectionId collection, Generation generation) {
    return jdbc.sql(
            """
            select count(*) from %s s where collection = :collection and not exists (
              select from source o where o.document = s.document and o.version = s.version
                and o.generation = :generation and o.live offset 0)
            """
                .formatted(Searched.SOURCES))
        .param("collection", collection.value())
        .param("generation", generation.no())
        .query(Long.class)
        .single();
  }

  /** Notes that a collection has no searchable source out of its line-up, when that is so. */
  public void settle(JdbcClient jdbc, CollectionId collection, Generation standard) {
    boolean unsettled =
        jdbc.sql("select exists (select from lineup where collection = :collection and strays)")
            .param("collection", collection.value())
            .query(Boolean.class)
            .single();
    if (!unsettled) { // nobody waits for nothing
      return;
    }
    Lineup lineup = claim(jdbc, collection, standard);
    jdbc.sql(
            """
            update lineup set strays = false where strays and collection = :collection
              and not exists (select from source s where s.collection = :collection and s.live
                and s.generation <> all(:lineup))
            """)
        .param("collection", collection.value())
        .param("lineup", lineup.all().stream().mapToInt(Generation::no).toArray())
        .update();
  }

  /** Collections that have sources or have chosen a generation. */
  public static List<CollectionId> collections(JdbcClient jdbc) {
    return jdbc.sql("select collection from source union select collection from lineup order by 1")
        .query((row, number) -> new CollectionId(row.getObject(1, UUID.class)))
        .list();
  }
}
