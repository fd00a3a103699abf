package io.longshore.embedder.index;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What sealing reads and writes of sources, inside the caller's transaction. */
final class SealRepository {
  private SealRepository() {}

  /**
   * A shard as far as it is searched.
   *
   * @param no 0 is the recent one
   */
  record Part(int no, long passages) {}

  /** Shards of a generation that hold live sources. */
  static List<Part> parts(JdbcClient jdbc, int generation) {
    return jdbc.sql(
            """
            select shard, sum(passages) from source where live and generation = :generation
            group by shard
            """)
        .param("generation", generation)
        .query((row, number) -> new Part(row.getInt(1), row.getLong(2)))
        .list();
  }

  /** The oldest live sources of the shards, of so many passages at most, but one in any case. */
  static int[] sources(JdbcClient jdbc, int generation, int[] shards, int most) {
    return jdbc
        .sql(
            """
            select no from (
              select no, passages, sum(passages) over (order by no) as upto from source
              where live and generation = :generation and shard = any(:shards)) counted
            where upto <= :most or upto = passages order by no
            """)
        .param("generation", generation)
        .param("shards", shards)
        .param("most", most)
        .query(Integer.class)
        .list()
        .stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Those of the sources that are still there; nobody deletes them until the end. */
  static int[] lock(JdbcClient jdbc, int[] sources) {
    return jdbc
        .sql("select no from source where no = any(:sources) order by no for update")
        .param("sources", sources)
        .query(Integer.class)
        .list()
        .stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Notes that the sources lie in a shard, of which collections it has vectors then, and of which
   * those that they lay in have none any more: nobody searches these in there.
   */
  static void move(JdbcClient jdbc, int generation, int[] from, int[] sources, int shard) {
    jdbc.sql("update source set shard = :shard where no = any(:sources)")
        .param("shard", shard)
        .param("sources", sources)
        .update();
    jdbc.sql(
            """
            insert into shard_collection (shard, collection, sources, passages)
            select shard, collection, count(*), sum(passages) from source
            where no = any(:sources) group by 1, 2
            """)
        .param("sources", sources)
        .update();
    jdbc.sql(
            """
            delete from shard_collection c where shard = any(:from) and not exists (
              select from source s where s.live and s.collection = c.collection
                and s.generation = :generation and s.shard = c.shard)
            """)
        .param("from", from)
        .param("generation", generation)
        .update();
  }

  /** Whether nobody else seals for this tenant; until the end of the transaction. */
  static boolean claim(JdbcClient jdbc, int generation, int tenant) {
    return jdbc.sql("select pg_try_advisory_xact_lock(:generation, :tenant)")
        .param("generation", generation)
        .param("tenant", tenant)
        .query(Boolean.class)
        .single();
  }
}
