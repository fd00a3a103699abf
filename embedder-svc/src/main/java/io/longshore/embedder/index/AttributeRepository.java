package io.longshore.embedder.index;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code attribute} and {@code reader}: by what questions may be narrowed, and who may read
 * a source, inside the caller's transaction.
 */
public final class AttributeRepository {
  /** What was said last of a document, of whichever version. */
  private static final String LAST =
      """
      select readers from description where document = :document
      order by revision desc, version desc limit 1
      """;

  /** Longer texts don't fit into a row of an index: they are compared by their hash. */
  private static final int TEXT_CODE_POINTS = 200;

  private static final Json JSON = new Json();

  /** A document's own name, language and date are never those of its metadata. */
  private static final List<String> APPLY =
      List.of(
          """
          delete from attribute where key not in ('name', 'language', 'date')
            and source in (select no from source where document = :document)
          """,
          """
          insert into attribute (source, key, text, number, flag, date)
          select s.no, one.key, one.text, one.number, one.flag, one.date
          from source s join description d on d.document = s.document and d.version = s.version
          cross join jsonb_to_recordset(d.metadata)
            as one(key text, text text, number double precision, flag boolean, date date)
          where s.document = :document and one.key not in ('name', 'language', 'date')
          """,
          "delete from reader where source in (select no from source where document = :document)",
          """
          insert into reader (source, name)
          select s.no, unnest(d.readers) from source s cross join (%s) d where s.document = :document
          """
              .formatted(LAST),
          """
          update source s set restricted = d.readers <> '{}' from (%s) d
          where s.document = :document and s.restricted is distinct from (d.readers <> '{}')
          """
              .formatted(LAST));

  private AttributeRepository() {}

  /** A text in the form in which rows hold it; that of such a form is itself. */
  public static String stored(String text) {
    if (text.codePointCount(0, text.length()) <= TEXT_CODE_POINTS) {
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

  private static Metadatum stored(Metadatum one) {
    return one.text() == null ? one : Metadatum.of(one.key(), stored(one.text()));
  }

  /**
   * Takes what an item says about its document, in the place of what was said before. Its readers
   * are those of all sources of the document from now on, whichever version they are of, so that a
   * version that never becomes ready restricts the one before it. Of a version that another one has
   * replaced nothing is kept any more.
   */
  static void describe(JdbcClient jdbc, SectionsSubmitted item) {
    boolean news =
        jdbc.sql(
                    """
                    insert into description as known (document, version, revision, metadata, readers)
                    select :document, :version, :revision, :metadata::jsonb, :readers
                    where not exists (select from source
                      where document = :document and version > :version and live)
                    on conflict (tenant, document, version) do update set
                      revision = excluded.revision, metadata = excluded.metadata, readers = excluded.readers
                    where known.revision < excluded.revision or known.revision = excluded.revision
                      and (known.metadata, known.readers) is distinct from (excluded.metadata, excluded.readers)
                    """)
                .param("document", item.document().value())
                .param("version", item.version())
                .param("revision", item.revision())
                .param(
                    "metadata",
                    JSON.text(item.metadata().stream().map(AttributeRepository::stored).toList()))
                .param(
                    "readers", item.readers().stream().distinct().sorted().toArray(String[]::new))
                .update()
            == 1;
    if (news) {
      apply(jdbc, item.document());
    }
  }

  /** Of a source that was just made: its name, language and date, and what is said about it. */
  static void open(JdbcClient jdbc, int source, SectionsSubmitted item) {
    jdbc.sql(
            """
            insert into attribute (source, key, text, date)
            select :source, 'name', :name, null::date
            union select :source, 'language', language, null from unnest(:languages) as given(language)
            union select :source, 'date', null, :date::date where :date::date is not null
            """)
        .param("source", source)
        .param("name", stored(item.name()))
        .param("languages", new String[] {item.language(), item.language().split("-", 2)[0]})
        .param("date", item.date())
        .update();
    apply(jdbc, item.document());
  }

  /** Makes the rows of all sources of a document anew from what is said about it. */
  private static void apply(JdbcClient jdbc, DocumentId document) {
    for (var statement : APPLY) {
      jdbc.sql(statement).param("document", document.value()).update();
    }
  }

  /** Forgets what was said about versions of a document up to one. */
  static void forget(JdbcClient jdbc, DocumentId document, int version) {
    jdbc.sql("delete from description where document = :document and version <= :version")
        .param("document", document.value())
        .param("version", version)
        .update();
  }

  static void delete(JdbcClient jdbc, int[] sources) {
    jdbc.sql("delete from attribute where source = any(:sources)")
        .param("sources", sources)
        .update();
    jdbc.sql("delete from reader where source = any(:sources)").param("sources", sources).update();
  }
}
