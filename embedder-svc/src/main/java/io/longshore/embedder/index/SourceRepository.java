package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.runtime.stream.Poison;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fences, sources and their items, inside the caller's transaction. */
final class SourceRepository {
  private static final String COLUMNS =
      """
      no, version, generation, shard, language, text_hash, items, items_done, passages, tokens_seen, tokens_given, live
      """;

  /** A revision before all that were ever said. */
  private static final int OLDEST = -1;

  /** Of a row {@code s}: what upkeep has to do with it, beside what is just becoming searchable. */
  private static final String OUTDATED =
      """
      (generation <> all(:lineup)
        or exists (select from unnest(:lineup) as wanted(generation) where not exists (
          select from source o where o.document = s.document and o.version = s.version
            and o.generation = wanted.generation and (o.live or not s.live and not exists (
              select from item i where i.source = s.no and not exists (
                select from item j where j.source = o.no and j.item = i.item)))
          offset 0)))
      """;

  private SourceRepository() {}

  /**
   * Locks the document's fence and moves it on.
   *
   * @return false when something newer is known of the document
   */
  static boolean admit(JdbcClient jdbc, DocumentId document, int version, boolean deleted) {
    return jdbc.sql(
            """
            insert into fence (document, version, deleted) values (:document, :version, :deleted)
            on conflict (tenant, document) do update
              set version = excluded.version, deleted = excluded.deleted
              where fence.version < excluded.version
                or (fence.version = excluded.version and fence.deleted <= excluded.deleted)
            returning version
            """)
        .param("document", document.value())
        .param("version", version)
        .param("deleted", deleted)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Locks the document's fence and leaves it where it is.
   *
   * @return false when the document is deleted in this version
   */
  static boolean hold(JdbcClient jdbc, DocumentId document, int version) {
    return jdbc.sql(
            """
            insert into fence (document, version, deleted) values (:document, 0, false)
            on conflict (tenant, document) do update set version = fence.version
              where not fence.deleted or fence.version < :version
            returning version
            """)
        .param("document", document.value())
        .param("version", version)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * The source that an item belongs to, made when there is none.
   *
   * @throws Poison when the version had another text before: a parser of another release made it
   */
  static Source open(JdbcClient jdbc, SectionsSubmitted item, int generation) {
    Source source = find(jdbc, item, generation).orElseGet(() -> insert(jdbc, item, generation));
    if (!source.textHash().equals(item.textHash())) {
      throw new Poison("text-changed", "The text is not that of the items before");
    }
    return source;
  }

  private static Source insert(JdbcClient jdbc, SectionsSubmitted item, int generation) {
    Source source =
        jdbc.sql(
                """
                insert into source (document, version, generation, collection, owner, name,
                  language, date, text_hash, text_blob, structure_blob, items)
                values (:document, :version, :generation, :collection, :owner, :name,
                  :language, :date, :textHash, :text, :structure, :items)
                returning %s
                """
                    .formatted(COLUMNS))
            .param("document", item.document().value())
            .param("version", item.version())
            .param("generation", generation)
            .param("collection", item.collection().value())
            .param("owner", item.principal().owner())
            .param("name", item.name())
            .param("language", item.language())
            .param("date", item.date())
            .param("textHash", item.textHash())
            .param("text", item.text())
            .param("structure", item.structure())
            .param("items", item.items())
            .query(SourceRepository::source)
            .single();
    AttributeRepository.open(jdbc, source.no(), item);
    return source;
  }

  /** The source that an item belongs to. */
  static Optional<Source> find(JdbcClient jdbc, SectionsSubmitted item, int generation) {
    return jdbc.sql(
            """
            select %s from source
            where document = :document and version = :version and generation = :generation
            """
                .formatted(COLUMNS))
        .param("document", item.document().value())
        .param("version", item.version())
        .param("generation", generation)
        .query(SourceRepository::source)
        .optional();
  }

  static boolean isCounted(JdbcClient jdbc, int source, int item) {
    return jdbc.sql("select exists (select from item where source = :source and item = :item)")
        .param("source", source)
        .param("item", item)
        .query(Boolean.class)
        .single();
  }

  /** Counts an item; false when it was counted before. */
  static boolean count(JdbcClient jdbc, int source, SectionsSubmitted item) {
    return jdbc.sql(
                """
                insert into item (source, item, "start", "end") values (:source, :item, :start, :end)
                on conflict do nothing
                """)
            .param("source", source)
            .param("item", item.item())
            .param("start", item.start())
            .param("end", item.end())
            .update()
        == 1;
  }

  static void advance(
      JdbcClient jdbc, int source, int passages, long tokensSeen, long tokensGiven) {
    jdbc.sql(
            """
            update source set items_done = items_done + 1, passages = passages + :passages,
              tokens_seen = tokens_seen + :seen, tokens_given = tokens_given + :given
            where no = :source
            """)
        .param("source", source)
        .param("passages", passages)
        .param("seen", tokensSeen)
        .param("given", tokensGiven)
        .update();
  }

  static void goLive(JdbcClient jdbc, int source, long terms) {
    jdbc.sql("update source set live = true, segment = no, terms = :terms where no = :source")
        .param("source", source)
        .param("terms", terms)
        .update();
  }

  /** All sources of a document; none of them moves to another shard meanwhile. */
  static List<Source> lock(JdbcClient jdbc, DocumentId document) {
    return jdbc.sql(
            "select %s from source where document = :document order by no for update"
                .formatted(COLUMNS))
        .param("document", document.value())
        .query(SourceRepository::source)
        .list();
  }

  static void delete(JdbcClient jdbc, int[] sources) {
    AttributeRepository.delete(jdbc, sources);
    jdbc.sql("delete from item where source = any(:sources)").param("sources", sources).update();
    jdbc.sql("delete from source where no = any(:sources)").param("sources", sources).update();
  }

  /**
   * Sources of a collection with something that another of its generations lacks, and those of
   * generations that it doesn't have.
   *
   * @param lineup the generations that it has, the one that is searched first
   */
  static List<Outdated> outdated(JdbcClient jdbc, CollectionId collection, int[] lineup) {
    return jdbc.sql(
            """
            select no, document, generation <> all(:lineup) and exists (
                select from source o where o.document = s.document and o.version >= s.version
                  and o.generation = :serving and o.live offset 0)
            from source s where collection = :collection and (not live and items_done = items or %s)
            order by no
            """
                .formatted(OUTDATED))
        .param("collection", collection.value())
        .param("lineup", lineup)
        .param("serving", lineup[0])
        .query((row, number) ->
            new Outdated(
                row.getInt(1), new DocumentId(row.getObject(2, UUID.class)), row.getBoolean(3)))
        .list();
  }

  /** Whether there are such sources, beside those that are just becoming searchable. */
  static boolean isOutdated(JdbcClient jdbc, CollectionId collection, int[] lineup) {
    return jdbc.sql(
            "select exists (select from source s where collection = :collection and %s)"
                .formatted(OUTDATED))
        .param("collection", collection.value())
        .param("lineup", lineup)
        .query(Boolean.class)
        .single();
  }

  /** What was submitted of a source, to be indexed once more; says nothing about its document. */
  static List<SectionsSubmitted> items(JdbcClient jdbc, int tenant, int source) {
    return jdbc.sql(
            """
            select s.*, i.item, i."start", i."end" from source s
            join item i on i.source = s.no where s.no = :source order by i.item
            """)
        .param("source", source)
        .query((row, number) -> submitted(row, tenant))
        .list();
  }

  private static SectionsSubmitted submitted(ResultSet row, int tenant) throws SQLException {
    return new SectionsSubmitted(
        Action.SUBMIT,
        new Principal(tenant, text(row, "owner"), List.of()),
        new DocumentId(row.getObject("document", UUID.class)),
        row.getInt("version"),
        new CollectionId(row.getObject("collection", UUID.class)),
        text(row, "name"),
        text(row, "language"),
        row.getObject("date", LocalDate.class),
        List.of(),
        text(row, "text_hash"),
        text(row, "text_blob"),
        text(row, "structure_blob"),
        row.getInt("item"),
        row.getInt("items"),
        row.getInt("start"),
        row.getInt("end"),
        List.of(),
        OLDEST);
  }

  private static Source source(ResultSet row, int number) throws SQLException {
    return new Source(
        row.getInt("no"),
        row.getInt("version"),
        row.getInt("generation"),
        row.getInt("shard"),
        text(row, "language"),
        text(row, "text_hash"),
        row.getInt("items"),
        row.getInt("items_done"),
        row.getInt("passages"),
        row.getLong("tokens_seen"),
        row.getLong("tokens_given"),
        row.getBoolean("live"));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  /**
   * A source that is to be brought into all generations of its collection.
   *
   * @param replaced it can be forgotten: its generation is out of use, the document is found
   *     without
   */
  record Outdated(int no, DocumentId document, boolean replaced) {}
}
