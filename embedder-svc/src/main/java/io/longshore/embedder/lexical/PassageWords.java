package io.longshore.embedder.lexical;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The words of stored passages, those of their headings too. */
interface PassageWords {
  int READ_ROWS = 500;

  void accept(int source, int ordinal, String text);

  /** Hands them over in the order of sources and ordinals, inside the caller's transaction. */
  static void read(JdbcClient jdbc, int[] sources, PassageWords reader) {
    jdbc.sql(
            """
            select source, ordinal, headings, body from passage
            where source = any(:sources) order by source, ordinal
            """)
        .withFetchSize(READ_ROWS)
        .param("sources", sources)
        .query(row -> {
          reader.accept(row.getInt(1), row.getInt(2), row.getString(3) + "\n" + row.getString(4));
        });
  }
}
