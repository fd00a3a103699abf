package io.longshore.embedder.vectors;

import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.vectors.Slice.Part;
import io.longshore.embedder.vectors.Slice.Part.Sources;
import io.longshore.inference.encoder.Embedding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Tables {@code vector_<generation>} with their shards, inside the caller's transaction. */
public final class VectorRepository {
  private VectorRepository() {}

  /** Makes the tables of a generation when there are none. */
  public static void create(JdbcClient jdbc, int generation, int dimensions) {
    jdbc.sql("select add_vectors(:generation, :dimensions)")
        .param("generation", generation)
        .param("dimensions", dimensions)
        .query(row -> {});
  }

  /**
   * Adds the vectors of a source's passages {@code first}, {@code first + 1} and so on. In text
   * form: COPY is refused under row-level security, and pgvector has no binary arrays.
   *
   * @param vectors with the tokens of each passage's own text
   */
  public static void insert(
      JdbcClient jdbc, int generation, int source, int first, List<Embedding> vectors) {
    jdbc.sql(
            """
            insert into %s (source, ordinal, tokens_seen, tokens_given, embedding)
            select :source, :first + i::int - 1, seen, given, v::halfvec
            from unnest(:seen, :given, :vectors) with ordinality as given(seen, given, v, i)
            """
                .formatted(table(generation)))
        .param("source", source)
        .param("first", first)
        .param("seen", vectors.stream().mapToInt(Embedding::tokensSeen).toArray())
        .param("given", vectors.stream().mapToInt(Embedding::tokensGiven).toArray())
        .param(
            "vectors",
            vectors.stream().map(v -> Arrays.toString(v.vector())).toArray(String[]::new))
        .update();
  }

  /** Removes the vectors of sources of one generation from shards. */
  public static void delete(JdbcClient jdbc, int generation, int[] shards, int[] sources) {
    jdbc.sql(
            "delete from %s where shard = any(:shards) and source = any(:sources)"
                .formatted(table(generation)))
        .param("shards", shards)
        .param("sources", sources)
        .update();
  }

  /**
   * From here on each statement of the transaction is planned for its own parameters. A plan for
   * any would open all shards, take a scope for ten documents and so sort where HNSW is meant, and
   * read the question's vector out of its text for every row; it would take long lists of sources
   * for short ones. And long lists fit into a hash table: what has no room for one compares each
   * row with each number.
   */
  public static void planEach(JdbcClient jdbc) {
    jdbc.sql(
            """
            select set_config('plan_cache_mode', 'force_custom_plan', true),
              set_config('work_mem', '64MB', true)
            """)
        .query(row -> {});
  }

  /** The nearest of all vectors of a part of some shards. */
  static List<Near> exact(
      JdbcClient jdbc, int generation, List<Slice> shards, Part part, float[] to, int k) {
    // Adding 0 keeps the planner from the approximate index.
    return nearest(jdbc, generation, shards, part, to, k, "(embedding <=> :to::halfvec) + 0");
  }

  /**
   * The nearest that HNSW finds, scanning on past rows that the scope drops until so many rows were
   * looked at; may be fewer than there are. The smaller the part of the shard that is meant, the
   * more candidates it keeps.
   */
  static List<Near> approximate(
      JdbcClient jdbc, int generation, Slice slice, float[] to, int k, VectorProperties limits) {
    jdbc.sql(
            """
            select set_config('hnsw.iterative_scan', 'relaxed_order', true),
                   set_config('hnsw.max_scan_tuples', :scanned, true),
                   set_config('hnsw.ef_search', least(:most,
                     ceil(:candidates * greatest(1, reltuples / :passages)))::text, true)
            from pg_class where oid = to_regclass(:shard)
            """)
        .param("candidates", limits.candidates())
        .param("most", VectorProperties.CANDIDATES_MAX)
        .param("passages", Math.max(1, slice.passages()))
        .param("shard", table(generation) + "_" + slice.shard())
        .param("scanned", Integer.toString(limits.scanned()))
        .query(row -> {});
    sort(jdbc, "off"); // else the planner may read and sort all that the scope has in the shard
    List<Near> near =
        nearest(
            jdbc, generation, List.of(slice), slice.part(), to, k, "embedding <=> :to::halfvec");
    sort(jdbc, "on");
    return near;
  }

  private static void sort(JdbcClient jdbc, String value) {
    jdbc.sql("select set_config('enable_sort', :value, true)")
        .param("value", value)
        .query(row -> {});
  }

  private static List<Near> nearest(
      JdbcClient jdbc,
      int generation,
      List<Slice> shards,
      Part part,
      float[] to,
      int k,
      String order) {
    StatementSpec query =
        jdbc.sql(
                """
                select source, ordinal, 1 - (embedding <=> :to::halfvec) from %s v
                where shard = any(:shards) and %s order by %s limit :k
                """
                    .formatted(table(generation), condition(part), order))
            .param("shards", shards(shards))
            .param("to", Arrays.toString(to))
            .param("k", k);
    return (switch (part) {
          case Sources(var numbers) -> query.param("sources", numbers);
          case Part.Collections(var ids, var hidden) ->
              query.param("collections", ids).param("hidden", hidden);
          case Part.All(var hidden) -> query.param("hidden", hidden);
        })
        .query((row, number) ->
            new Near(new PassageKey(row.getInt(1), row.getInt(2)), row.getDouble(3)))
        .list();
  }

  private static String condition(Part part) {
    return switch (part) {
      case Sources _ -> "source = any(:sources)";
      case Part.Collections(_, var hidden) ->
          "exists (select from source s where s.no = v.source and s.collection = any(:collections))"
              + but(hidden);
      case Part.All(var hidden) -> "true" + but(hidden);
    };
  }

  /** Of a long list the planner would weigh each number. */
  private static String but(int[] hidden) {
    return hidden.length == 0 ? "" : " and source not in (select unnest(:hidden))";
  }

  /** The nearest passages of each of a few documents, given as a slice each. */
  static List<Near> exactOfEach(
      JdbcClient jdbc, int generation, List<Slice> documents, float[] to, int k) {
    return jdbc.sql(
            """
            select source, ordinal, cosine from unnest(:sources) as wanted(no)
            cross join lateral (
              select source, ordinal, 1 - (embedding <=> :to::halfvec) as cosine from %s
              where shard = any(:shards) and source = wanted.no order by (embedding <=> :to::halfvec) + 0 limit :k) best
            """
                .formatted(table(generation)))
        .param("to", Arrays.toString(to))
        .param("shards", shards(documents))
        .param("sources", Sources.of(documents).numbers())
        .param("k", k)
        .query((row, number) ->
            new Near(new PassageKey(row.getInt(1), row.getInt(2)), row.getDouble(3)))
        .list();
  }

  private static int[] shards(List<Slice> slices) {
    return slices.stream().mapToInt(Slice::shard).distinct().toArray();
  }

  /**
   * Cosines of given passages that lie in the slices; those without a vector in this generation are
   * missing.
   */
  public static Map<PassageKey, Double> cosines(
      JdbcClient jdbc, int generation, List<Slice> slices, List<PassageKey> keys, float[] to) {
    Map<PassageKey, Double> cosines = new HashMap<>();
    jdbc.sql(
            """
            select source, ordinal, 1 - (embedding <=> :to::halfvec) from %s
            join unnest(:sources, :ordinals) as wanted(source, ordinal) using (source, ordinal)
            where shard = any(:shards)
            """
                .formatted(table(generation)))
        .param("to", Arrays.toString(to))
        .param("shards", shards(slices))
        .param("sources", keys.stream().mapToInt(PassageKey::source).toArray())
        .param("ordinals", keys.stream().mapToInt(PassageKey::ordinal).toArray())
        .query(row -> {
          cosines.put(new PassageKey(row.getInt(1), row.getInt(2)), row.getDouble(3));
        });
    return cosines;
  }

  /** Name of the table of a generation. */
  public static String table(int generation) {
    return "vector_" + generation;
  }
}
