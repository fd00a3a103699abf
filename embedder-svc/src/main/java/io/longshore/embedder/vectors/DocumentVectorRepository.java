package io.longshore.embedder.vectors;

import io.longshore.inference.encoder.Embedding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables {@code document_vector_<generation>}, inside the caller's transaction. */
public final class DocumentVectorRepository {
  private DocumentVectorRepository() {}

  /**
   * Adds the means of a source's passages' vectors: one for each of its parts, which are of about
   * equal length, whole passages each.
   *
   * @param tokens of a part, more where the text is longer than {@code most} of them
   */
  public static void pool(JdbcClient jdbc, int generation, int source, int tokens, int most) {
    nestedLoops(jdbc, "off");
    jdbc.sql(
            """
            insert into %s (source, part, "start", "end", tokens_seen, tokens_given, embedding)
            select :source, row_number() over (order by min("start")) - 1, min("start"), max("end"),
              sum(tokens_seen), sum(tokens_given), l2_normalize(avg(embedding))
            from (%s) ordered
            group by before * least(ceil(total::numeric / :tokens), :most)::bigint / total::bigint
            """
                .formatted(table(generation), ordered(generation)))
        .param("source", source)
        .param("tokens", tokens)
        .param("most", most)
        .update();
    nestedLoops(jdbc, "on");
  }

  /**
   * A document that has just come in stands in no statistics: taken for a few rows, its passages
   * would be looked through once for each of them.
   */
  private static void nestedLoops(JdbcClient jdbc, String value) {
    jdbc.sql("select set_config('enable_nestloop', :value, true)")
        .param("value", value)
        .query(row -> {});
  }

  /**
   * The first parts of a source, whole passages each.
   *
   * @param tokens of a part; it may be longer by one passage
   * @param most parts: what is behind them is left out
   */
  public static List<DocumentPart> parts(
      JdbcClient jdbc, int generation, int source, int tokens, int most) {
    nestedLoops(jdbc, "off"); // the transaction reads nothing else
    return jdbc.sql(
            """
            select min("start"), max("end"), sum(tokens_given) from (%s) ordered
            group by before * ceil(total::numeric / :tokens)::bigint / total::bigint
            order by 1 limit :most
            """
                .formatted(ordered(generation)))
        .param("source", source)
        .param("tokens", tokens)
        .param("most", most)
        .query((row, number) -> new DocumentPart(row.getInt(1), row.getInt(2), row.getInt(3)))
        .list();
  }

  /** Adds vectors of parts, in the order of the parts. */
  public static void insert(
      JdbcClient jdbc,
      int generation,
      int source,
      List<DocumentPart> parts,
      List<Embedding> vectors) {
    jdbc.sql(
            """
            insert into %s (source, part, "start", "end", tokens_seen, tokens_given, embedding)
            select :source, i - 1, s, e, seen, given, v::halfvec
            from unnest(:starts, :ends, :seen, :given, :vectors) with ordinality
              as given(s, e, seen, given, v, i)
            """
                .formatted(table(generation)))
        .param("source", source)
        .param("starts", parts.stream().mapToInt(DocumentPart::start).toArray())
        .param("ends", parts.stream().mapToInt(DocumentPart::end).toArray())
        .param("seen", vectors.stream().mapToInt(Embedding::tokensSeen).toArray())
        .param("given", vectors.stream().mapToInt(Embedding::tokensGiven).toArray())
        .param(
            "vectors",
            vectors.stream().map(v -> Arrays.toString(v.vector())).toArray(String[]::new))
        .update();
  }

  /** The nearest of all documents of the sources, by the best of their vectors. */
  static List<NearDocument> exact(
      JdbcClient jdbc, int generation, int[] sources, float[] to, int k) {
    return jdbc.sql(
            """
            select source, 1 - min(embedding <=> :to::halfvec) as cosine from %s
            where source = any(:sources) group by source order by cosine desc limit :k
            """
                .formatted(table(generation)))
        .param("to", Arrays.toString(to))
        .param("sources", sources)
        .param("k", k)
        .query((row, number) -> new NearDocument(row.getInt(1), row.getDouble(2)))
        .list();
  }

  /** Best cosines of the documents of given sources; those without a vector are missing. */
  public static Map<Integer, Double> cosines(
      JdbcClient jdbc, int generation, int[] sources, float[] to) {
    Map<Integer, Double> cosines = new HashMap<>();
    exact(jdbc, generation, sources, to, sources.length)
        .forEach(near -> cosines.put(near.source(), near.cosine()));
    return cosines;
  }

  /** Removes the vectors of sources of one generation. */
  public static void delete(JdbcClient jdbc, int generation, int[] sources) {
    jdbc.sql("delete from %s where source = any(:sources)".formatted(table(generation)))
        .param("sources", sources)
        .update();
  }

  /**
   * A recent source's passages in the order of its text, with the tokens of the text before each.
   */
  private static String ordered(int generation) {
    return """
    select p."start", p."end", v.embedding, v.tokens_seen, v.tokens_given,
      sum(v.tokens_given) over (order by p."start", ordinal) - v.tokens_given as before,
      greatest(sum(v.tokens_given) over (), 1) as total
    from passage p join %s v using (tenant, source, ordinal) where source = :source and v.shard = 0
    """
        .formatted(VectorRepository.table(generation));
  }

  /** Name of the table of a generation. */
  public static String table(int generation) {
    return "document_vector_" + generation;
  }
}
