package io.longshore.embedder.index;

import io.longshore.embedder.passages.CutPassage;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code passage}, inside the caller's transaction. */
final class PassageRepository {
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

  static void delete(JdbcClient jdbc, int[] sources) {
    jdbc.sql("delete from passage where source = any(:sources)").param("sources", sources).update();
  }

  /** Its headings as they are stored, one a line. */
  static String lines(CutPassage passage) {
    return String.join("\n", passage.headings().stream().map(h -> h.replace('\n', ' ')).toList());
  }
}
