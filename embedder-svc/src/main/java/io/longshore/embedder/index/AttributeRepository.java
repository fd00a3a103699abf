package io.longshore.embedder.index;

import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code attribute} and {@code reader}: by what questions may be narrowed, and who may read
 * a source, inside the caller's transaction.
 */
public final class AttributeRepository {
  /** Longer texts don't fit into a row of an index: they are compared by their hash. */
  private static final int TEXT_CHARS = 200;

  private AttributeRepository() {}

  /** A text in the form in which rows hold it; that of such a form is itself. */
  public static String stored(String text) {
    if (text.length() <= TEXT_CHARS) {
      return text;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes what an item says of its source, in the place of what was said before. */
  static void replace(JdbcClient jdbc, int source, SectionsSubmitted item) {
    delete(jdbc, new int[] {source});
    insert(jdbc, source, attributes(item));
    jdbc.sql(
            """
            insert into reader (source, name) select :source, name from unnest(:names) as given(name)
            on conflict do nothing
            """)
        .param("source", source)
        .param("names", item.readers().toArray(String[]::new))
        .update();
    jdbc.sql(
            """
            update source set date = :date, restricted = :restricted
            where no = :source and (date, restricted) is distinct from (:date, :restricted)
            """)
        .param("source", source)
        .param("date", item.date())
        .param("restricted", !item.readers().isEmpty())
        .update();
  }

  private static void insert(JdbcClient jdbc, int source, Collection<Metadatum> all) {
    jdbc.sql(
            """
            insert into attribute (source, key, text, number, flag, date)
            select :source, * from unnest(:keys, :texts, :numbers, :flags, :dates::date[])
            """)
        .param("source", source)
        .param("keys", all.stream().map(Metadatum::key).toArray(String[]::new))
        .param("texts", all.stream().map(Metadatum::text).toArray(String[]::new))
        .param("numbers", all.stream().map(Metadatum::number).toArray(Double[]::new))
        .param("flags", all.stream().map(Metadatum::flag).toArray(Boolean[]::new))
        .param("dates", dates(all))
        .update();
  }

  private static @Nullable String[] dates(Collection<Metadatum> all) {
    return all.stream()
        .map(one -> one.date() == null ? null : one.date().toString())
        .toArray(String[]::new);
  }

  /** Its metadata, and the document's name, language and date as such. */
  private static Set<Metadatum> attributes(SectionsSubmitted item) {
    Set<Metadatum> all = new LinkedHashSet<>();
    for (Metadatum one : item.metadata()) {
      all.add(one.text() == null ? one : Metadatum.of(one.key(), stored(one.text())));
    }
    all.add(Metadatum.of("name", stored(item.name())));
    all.add(Metadatum.of("language", item.language()));
    all.add(Metadatum.of("language", item.language().split("-", 2)[0]));
    if (item.date() != null) {
      all.add(Metadatum.of("date", item.date()));
    }
    return all;
  }

  /** All of a source. */
  static List<Metadatum> attributes(JdbcClient jdbc, int source) {
    return jdbc.sql("select key, text, number, flag, date from attribute where source = :source")
        .param("source", source)
        .query(AttributeRepository::metadatum)
        .list();
  }

  private static Metadatum metadatum(ResultSet row, int number) throws SQLException {
    return new Metadatum(
        Objects.requireNonNull(row.getString(1)),
        row.getString(2),
        row.getObject(3, Double.class),
        row.getObject(4, Boolean.class),
        row.getObject(5, LocalDate.class));
  }

  /** Groups that may read a source. */
  static List<String> readers(JdbcClient jdbc, int source) {
    return jdbc.sql("select name from reader where source = :source order by name")
        .param("source", source)
        .query(String.class)
        .list();
  }

  static void delete(JdbcClient jdbc, int[] sources) {
    jdbc.sql("delete from attribute where source = any(:sources)")
        .param("sources", sources)
        .update();
    jdbc.sql("delete from reader where source = any(:sources)").param("sources", sources).update();
  }
}
