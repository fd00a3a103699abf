package io.longshore.embedder.generations;

import io.longshore.contracts.CollectionId;
import io.longshore.embedder.comparison.ComparisonRepository;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
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

  /** The one that is built beside the one that is searched, once it has all documents. */
  public Optional<Generation> complete(JdbcClient jdbc, CollectionId collection) {
    return jdbc.sql(
            """
            select candidate from lineup
            where collection = :collection and candidate is not null and not due
            """)
        .param("collection", collection.value())
        .query((row, number) -> generations.get(jdbc, row.getInt(1)))
        .optional();
  }

  private @Nullable Generation get(JdbcClient jdbc, @Nullable Integer no) {
    return no == null ? null : generations.get(jdbc, no);
  }

  /** The serving generations of collections, of those that have chosen none the standard one. */
  public List<Generation> serving(
      JdbcClient jdbc, List<CollectionId> collections, Generation standard) {
    Map<UUID, Generation> chosen = new HashMap<>();
    jdbc.sql("select collection, serving from lineup where collection = any(:collections)")
        .param("collections", collections.stream().map(CollectionId::value).toArray(UUID[]::new))
        .query(row -> {
          chosen.put(row.getObject(1, UUID.class), generations.get(jdbc, row.getInt(2)));
        });
    return collections.stream()
        .map(collection -> chosen.getOrDefault(collection.value(), standard))
        .distinct()
        .toList();
  }

  /** Puts one in place; the caller has it alone. */
  static void put(JdbcClient jdbc, CollectionId collection, Lineup lineup) {
    jdbc.sql(
            """
            insert into lineup (collection, serving, candidate, previous, strays)
            values (:collection, :serving, :candidate, :previous, exists (
              select from source s where s.collection = :collection and s.live
                and s.generation <> all(:all)))
            on conflict (tenant, collection) do update set serving = excluded.serving,
              candidate = excluded.candidate, previous = excluded.previous, due = true,
              strays = lineup.strays or not
                array_remove(array[lineup.serving, lineup.candidate, lineup.previous], null) <@ :all,
              former = case when lineup.serving = any(:all) then lineup.former
                else lineup.former || lineup.serving end
            """)
        .param("all", lineup.numbers())
        .param("collection", collection.value())
        .param("serving", lineup.serving().no())
        .param("candidate", no(lineup.candidate()))
        .param("previous", no(lineup.previous()))
        .update();
  }

  /**
   * Forgets what a collection has chosen, with all comparisons.
   *
   * @return false when there are documents of it
   */
  boolean forget(int tenant, CollectionId collection, Generation standard) {
    return transaction.call(
        tenant,
        jdbc -> {
          claim(jdbc, collection, standard);
          boolean empty =
              jdbc.sql("select not exists (select from source where collection = :collection)")
                  .param("collection", collection.value())
                  .query(Boolean.class)
                  .single();
          if (empty) {
            ComparisonRepository.delete(jdbc, collection);
            jdbc.sql("delete from lineup where collection = :collection")
                .param("collection", collection.value())
                .update();
          }
          return empty;
        });
  }

  private static @Nullable Integer no(@Nullable Generation generation) {
    return generation == null ? null : generation.no();
  }

  private static final String MISSING =
      """
      from %s s where collection = :collection and not exists (
        select from source o where o.document = s.document and o.version = s.version
          and o.generation = :generation and o.live offset 0)
      """
          .formatted(Searched.SOURCES);

  /** Documents that are searched now and are not in a generation as they are. */
  static long missing(JdbcClient jdbc, CollectionId collection, Generation generation) {
    return jdbc.sql("select count(*) " + MISSING)
        .param("collection", collection.value())
        .param("generation", generation.no())
        .query(Long.class)
        .single();
  }

  /** Whether there are such documents. */
  static boolean lacks(JdbcClient jdbc, CollectionId collection, Generation generation) {
    return jdbc.sql("select exists (select " + MISSING + ")")
        .param("collection", collection.value())
        .param("generation", generation.no())
        .query(Boolean.class)
        .single();
  }

  /** Notes that one of a collection's generations lacks something: upkeep brings it over. */
  public static void due(JdbcClient jdbc, CollectionId collection) {
    jdbc.sql("update lineup set due = true where collection = :collection and not due")
        .param("collection", collection.value())
        .update();
  }

  /** Collections that have chosen a generation, where there may be something to do. */
  public static List<CollectionId> due(JdbcClient jdbc) {
    return jdbc.sql("select collection from lineup where due or strays order by 1")
        .query((row, number) -> new CollectionId(row.getObject(1, UUID.class)))
        .list();
  }

  /**
   * Notes that a collection has no searchable source out of its line-up, and that its generations
   * have all documents, when that is so; then a row that chooses nothing goes too. Nobody waits for
   * it where it is noted so already.
   *
   * @param outdated whether there is something to be brought over or to be forgotten
   */
  public void settle(
      int tenant,
      CollectionId collection,
      Generation standard,
      BiPredicate<JdbcClient, int[]> outdated) {
    boolean otherwise =
        transaction.read(
            tenant,
            jdbc -> {
              if (!due(jdbc).contains(collection)) {
                return false;
              }
              int[] lineup = of(jdbc, collection, standard).numbers();
              return isOtherwise(jdbc, collection, lineup, outdated.test(jdbc, lineup));
            });
    if (otherwise) {
      transaction.run(
          tenant,
          jdbc -> {
            int[] lineup = claim(jdbc, collection, standard).numbers();
            settle(jdbc, collection, standard, lineup, outdated.test(jdbc, lineup));
          });
    }
  }

  /** Whether there is something else than what the row says. */
  private static boolean isOtherwise(
      JdbcClient jdbc, CollectionId collection, int[] lineup, boolean outdated) {
    return jdbc.sql(
            """
            select exists (select from lineup where collection = :collection and (
              due <> :outdated or strays <> exists (select from source s
                where s.collection = :collection and s.live and s.generation <> all(:lineup))))
            """)
        .param("collection", collection.value())
        .param("lineup", lineup)
        .param("outdated", outdated)
        .query(Boolean.class)
        .single();
  }

  private static void settle(
      JdbcClient jdbc,
      CollectionId collection,
      Generation standard,
      int[] lineup,
      boolean outdated) {
    jdbc.sql(
            """
            with left_over as (select exists (select from source s
              where s.collection = :collection and s.live and s.generation <> all(:lineup)) as strays)
            update lineup l set due = :outdated, strays = o.strays,
              former = case when o.strays then l.former else '{}' end
            from left_over o where l.collection = :collection
            """)
        .param("collection", collection.value())
        .param("lineup", lineup)
        .param("outdated", outdated)
        .update();
    jdbc.sql(
            """
            delete from lineup where collection = :collection and serving = :standard
              and candidate is null and previous is null and not due and not strays
            """)
        .param("collection", collection.value())
        .param("standard", standard.no())
        .update();
  }

  /** Collections that have sources or have chosen a generation. */
  public static List<CollectionId> collections(JdbcClient jdbc) {
    return jdbc.sql("select collection from source union select collection from lineup order by 1")
        .query((row, number) -> new CollectionId(row.getObject(1, UUID.class)))
        .list();
  }
}
