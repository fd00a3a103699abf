package io.longshore.embedder.vectors;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/**
 * Shards of vectors that are made in one go, beside the recent one; inside the caller's
 * transaction. A new one is filled and indexed before anybody else knows of it.
 */
public final class ShardRepository {
  /** Of a vector's node of 24 neighbours while HNSW is built: all but its numbers. */
  private static final int NODE_BYTES = 1_100;

  private ShardRepository() {}

  /** An empty shard of a tenant, not searched yet; its number. */
  public static int make(JdbcClient jdbc, int generation, int tenant) {
    int shard =
        jdbc.sql(
                """
                insert into shard (generation, tenant) values (:generation, :tenant) returning no
                """)
            .param("generation", generation)
            .param("tenant", tenant)
            .query(Integer.class)
            .single();
    call(jdbc, "make_shard", generation, shard);
    return shard;
  }

  /** Copies the vectors of sources into a new shard. */
  public static void fill(JdbcClient jdbc, int generation, int shard, int[] from, int[] sources) {
    jdbc.sql(
            """
            insert into %s (source, ordinal, shard, tokens_seen, tokens_given, embedding)
            select source, ordinal, :shard, tokens_seen, tokens_given, embedding from %s
            where shard = any(:from) and source = any(:sources)
            """
                .formatted(table(generation, shard), VectorRepository.table(generation)))
        .param("shard", shard)
        .param("from", from)
        .param("sources", sources)
        .update();
  }

  /**
   * How many vectors of a generation an HNSW index is built of within so much memory. Beyond it a
   * build goes on, vector by vector on the disk, several times as slowly.
   */
  public static int most(JdbcClient jdbc, int generation, DataSize memory) {
    int dimensions =
        jdbc.sql("select dimensions from generation where no = :generation")
            .param("generation", generation)
            .query(Integer.class)
            .single();
    return Math.toIntExact(memory.toBytes() / (NODE_BYTES + (long) Short.BYTES * dimensions));
  }

  /**
   * Builds its HNSW index.
   *
   * @param memory that it may take
   */
  public static void index(JdbcClient jdbc, int generation, int shard, DataSize memory) {
    jdbc.sql("select set_config('maintenance_work_mem', :memory, true)")
        .param("memory", memory.toKilobytes() + "kB")
        .query(row -> {});
    call(jdbc, "index_shard", generation, shard);
  }

  /** Takes out of a new shard what is not of these sources. */
  public static void keep(JdbcClient jdbc, int generation, int shard, int[] sources) {
    jdbc.sql("delete from %s where source <> all(:sources)".formatted(table(generation, shard)))
        .param("sources", sources)
        .update();
  }

  /** From the end of the transaction on it is searched. */
  public static void attach(JdbcClient jdbc, int generation, int shard) {
    call(jdbc, "attach_shard", generation, shard);
  }

  /** Shards of a tenant, of any generation, that no source lies in any more. */
  public static List<Shard> empty(JdbcClient jdbc, int tenant) {
    return jdbc.sql(
            """
            select no, generation from shard where tenant = :tenant
              and no not in (select shard from source)
            """)
        .param("tenant", tenant)
        .query(Shard.class)
        .list();
  }

  /** A shard beside the recent one. */
  public record Shard(int no, int generation) {}

  /**
   * Drops a shard that nobody uses.
   *
   * @throws org.springframework.dao.DataAccessException when readers would have to wait: later it
   *     may work
   */
  public static void drop(JdbcClient jdbc, Shard shard) {
    call(jdbc, "drop_shard", shard.generation(), shard.no());
    jdbc.sql("delete from shard where no = :no").param("no", shard.no()).update();
  }

  private static void call(JdbcClient jdbc, String function, int generation, int shard) {
    jdbc.sql("select %s(:generation, :shard)".formatted(function))
        .param("generation", generation)
        .param("shard", shard)
        .query(row -> {});
  }

  private static String table(int generation, int shard) {
    return VectorRepository.table(generation) + "_" + shard;
  }
}
