package io.longshore.embedder.generations;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * SQL of what a search of a collection finds. One row of {@code lineup} decides it, so that a
 * switch is the change of that row; a collection without one has one live source a document.
 */
public final class Searched {
  private static final String SHADOW = "longshore.shadow";

  private static final String GENERATION =
      """
      case when coalesce(current_setting('%s', true), '') = 'on' then l.candidate else l.serving end
      """
          .formatted(SHADOW);

  private static final String LINEUP =
      "array[l.serving, coalesce(l.candidate, l.serving), coalesce(l.previous, l.serving)]";

  /**
   * Rows of {@code source} with {@code stray}: those live in the serving generation, and, of a
   * document that has none there yet, the newest of a generation that is out of use, of one that
   * was searched first. {@code offset 0}: each document is looked up by its key; joined, what no
   * statistics know yet of is compared with all.
   */
  public static final String SOURCES =
      """
      (select s.*, false as stray from source s
       where s.live and not exists (select from lineup l where l.collection = s.collection)
       union all
       select s.*, false from lineup l join source s
         on s.collection = l.collection and s.generation = %1$s
       where s.live
       union all
       select s.*, true from lineup l join source s
         on s.collection = l.collection and s.generation <> all(%2$s)
       where l.strays and s.live and not exists (
         select from source o where o.document = s.document and o.live
           and (o.generation = any(%2$s)
             or (o.version, o.generation = any(l.former), o.no)
               > (s.version, s.generation = any(l.former), s.no)) offset 0))
      """
          .formatted(GENERATION.strip(), LINEUP);

  /** Rows of {@code segment} that are searched as a whole. */
  public static final String SEGMENTS =
      """
      (select g.* from segment g left join lineup l using (tenant, collection)
       where l.collection is null or g.generation = %s)
      """
          .formatted(GENERATION.strip());

  /**
   * Whether all live sources of a row {@code s} with a generation and {@code c} with a collection
   * are searched.
   */
  public static final String ALL_LIVE =
      """
      (not exists (select from lineup l where l.collection = c.collection)
        or exists (select from lineup l where l.collection = c.collection and s.generation = %s))
      """
          .formatted(GENERATION.strip());

  private Searched() {}

  /** From here to the end of the transaction candidates are searched instead. */
  public static void inCandidates(JdbcClient jdbc) {
    jdbc.sql("select set_config('%s', 'on', true)".formatted(SHADOW)).query(row -> {});
  }
}
