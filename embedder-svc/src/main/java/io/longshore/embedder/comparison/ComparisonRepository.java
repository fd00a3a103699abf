package io.longshore.embedder.comparison;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.generation.GenerationComparison;
import io.longshore.contracts.generation.GenerationComparison.Difference;
import io.longshore.contracts.generation.GenerationComparison.Mean;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code comparison}, inside the caller's transaction. */
public final class ComparisonRepository {
  /** Half of the interval that holds a mean with 95 %, in standard errors. */
  private static final double HALF = 1.96;

  private static final int DIFFERENT = 10;

  private ComparisonRepository() {}

  /** Milliseconds in the database. */
  public record Millis(long serving, long candidate) {}

  /**
   * Adds a question, unless it is there or there are so many already, or the candidate is none any
   * more: then nothing was searched.
   *
   * @param candidate number of the generation
   */
  public static boolean add(
      JdbcClient jdbc,
      CollectionId collection,
      int candidate,
      QuestionId question,
      Instant at,
      Likeness likeness,
      Millis millis,
      int most) {
    return jdbc.sql(
                """
                insert into comparison (collection, candidate, question, at, same_top, overlap,
                  rank_biased, serving_ms, candidate_ms)
                select :collection, :candidate, :question, :at, :sameTop, :overlap, :rankBiased,
                  :servingMs, :candidateMs
                where exists (select from lineup
                    where collection = :collection and candidate = :candidate and not due)
                  and (select count(*) from comparison
                  where collection = :collection and candidate = :candidate) < :most
                on conflict do nothing
                """)
            .param("collection", collection.value())
            .param("candidate", candidate)
            .param("question", question.value())
            .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
            .param("sameTop", likeness.sameTop())
            .param("overlap", likeness.overlap())
            .param("rankBiased", likeness.rankBiased())
            .param("servingMs", millis.serving())
            .param("candidateMs", millis.candidate())
            .param("most", most)
            .update()
        == 1;
  }

  /** Forgets all of a candidate. */
  public static void delete(JdbcClient jdbc, CollectionId collection, int candidate) {
    jdbc.sql("delete from comparison where collection = :collection and candidate = :candidate")
        .param("collection", collection.value())
        .param("candidate", candidate)
        .update();
  }

  /** Forgets all of a collection. */
  public static void delete(JdbcClient jdbc, CollectionId collection) {
    jdbc.sql("delete from comparison where collection = :collection")
        .param("collection", collection.value())
        .update();
  }

  /** Forgets what is older, and all of generations that their collection doesn't have any more. */
  public static void forget(JdbcClient jdbc, Instant before) {
    jdbc.sql(
            """
            delete from comparison c where at < :before or not exists (select from lineup l
              where l.collection = c.collection
                and c.candidate in (l.serving, l.candidate, l.previous))
            """)
        .param("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .update();
  }

  /** Means over all questions; empty without one. */
  public static Optional<GenerationComparison> of(
      JdbcClient jdbc, CollectionId collection, int candidate) {
    return jdbc.sql(
            """
            select count(*) n, %s, %s, %s, %s, %s from comparison
            where collection = :collection and candidate = :candidate
            """
                .formatted(
                    mean("same_top::int"),
                    mean("overlap"),
                    mean("rank_biased"),
                    mean("serving_ms"),
                    mean("candidate_ms")))
        .param("collection", collection.value())
        .param("candidate", candidate)
        .query((row, number) ->
            new GenerationComparison(
                row.getLong("n"),
                share(mean(row, 2)),
                share(mean(row, 4)),
                share(mean(row, 6)),
                mean(row, 8),
                mean(row, 10),
                List.of()))
        .optional()
        .filter(comparison -> comparison.questions() > 0)
        .map(comparison -> with(comparison, different(jdbc, collection, candidate)));
  }

  private static String mean(String column) {
    return "coalesce(avg(%1$s), 0), coalesce(stddev_samp(%1$s) / sqrt(count(*)), 0)"
        .formatted(column);
  }

  private static Mean mean(ResultSet row, int column) throws SQLException {
    double mean = row.getDouble(column);
    double half = HALF * row.getDouble(column + 1);
    return new Mean(mean, mean - half, mean + half);
  }

  private static Mean share(Mean mean) {
    return new Mean(mean.mean(), Math.max(0, mean.low()), Math.min(1, mean.high()));
  }

  private static GenerationComparison with(
      GenerationComparison means, List<Difference> differences) {
    return new GenerationComparison(
        means.questions(),
        means.sameTop(),
        means.overlap(),
        means.rankBiased(),
        means.servingMillis(),
        means.candidateMillis(),
        differences);
  }

  private static List<Difference> different(
      JdbcClient jdbc, CollectionId collection, int candidate) {
    return jdbc.sql(
            """
            select question, same_top, overlap, rank_biased from comparison
            where collection = :collection and candidate = :candidate and rank_biased < 1
            order by rank_biased, question limit :most
            """)
        .param("collection", collection.value())
        .param("candidate", candidate)
        .param("most", DIFFERENT)
        .query((row, number) ->
            new Difference(
                new QuestionId(row.getObject(1, UUID.class)),
                row.getBoolean(2),
                row.getDouble(3),
                row.getDouble(4)))
        .list();
  }
}
