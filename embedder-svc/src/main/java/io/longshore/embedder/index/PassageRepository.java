package io.longshore.embedder.index;

import io.longshore.embedder.passages.CutPassage;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code passage}, inside the caller's transaction. */
final class PassageRepository {
  private static final int READ_ROWS = 500;

  private PassageRepository() {}

  static void insert(JdbcClient jdbc, int source, int first, List<CutPassage> passages) {
    jdbc.sql(
            """
            insert into passage (source, ordinal, "start", "end", page, headings, body)
            select :source, :first + i::int - 1, s, e, p, h, b
            from unnest(:starts, :ends, :pages, :headings, :bodies) with ordinality
              as given(s, e, p, h, b, i)
            """)
        .param("source", source)
        .param("first", first)
        .param("starts", passages.stream().mapToInt(CutPassage::start).toArray())
        .param("ends", passages.stream().mapToInt(CutPassage::end).toArray())
        .param("pages", passages.stream().map(CutPassage::page).toArray(Integer[]::new))
        .param("headings", passages.stream().map(PassageRepository::lines).toArray(String[]::new))
        .param("bodies", passages.stream().map(CutPassage::text).toArray(String[]::new))
        .update();
  }

  /** Hands over the words of a source's passages, headings included, in the order of ordinals. */
  static void words(JdbcClient jdbc, int source, int passages, ObjIntConsumer<String> reader) {
    for (int from = 0; from < passages; from += READ_ROWS) {
      jdbc.sql(
              """
              select ordinal, headings, body from passage
              where source = :source and ordinal >= :from and ordinal < :to order by ordinal
              """)
          .param("source", source)
          .param("from", from)
          .param("to", from + READ_ROWS)
          .query(row -> {
            reader.accept(row.getString(2) + "\n" + row.getString(3), row.getInt(1));
          });
    }
  }

  static void delete(JdbcClient jdbc, int[] sources) {
    jdbc.sql("delete from passage where source = any(:sources)").param("sources", sources).update();
  }

  private static String lines(CutPassage passage) {
    return String.join("\n", passage.headings().stream().map(h -> h.replace('\n', ' ')).toList());
  }
}
