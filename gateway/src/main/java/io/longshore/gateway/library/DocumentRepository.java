package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code document} with their latest version, as they are shown. */
@Component
final class DocumentRepository {
  private static final String LATEST =
      """
      select d.id, c.name as collection, d.name, d.version, d.delete_version, d.deleted_at,
        d.created_at, d.updated_at, v.*,
        (select count(*) from outbox mine
         join outbox before on before.tenant = mine.tenant and before.id <= mine.id
         where mine.document = d.id and mine.version = d.version
           and mine.attempts = 0 and not mine.deletion
           and before.attempts = 0 and not before.deletion) as queue_position
      from document d
      join collection c on c.tenant = d.tenant and c.id = d.collection
      join document_version v
        on v.tenant = d.tenant and v.document = d.id and v.version = d.version
      where true
      """;

  private static final String ALIVE =
      """
      select v.*, d.collection, d.name, d.owner from document d
      join document_version v
        on v.tenant = d.tenant and v.document = d.id and v.version = d.version
      where d.delete_version is null
      """;

  private final Json json;

  DocumentRepository(Json json) {
    this.json = json;
  }

  /** The id of the document with this name, locked; made without a version when there is none. */
  DocumentId findOrCreate(
      JdbcClient jdbc, CollectionId collection, String name, String owner, Instant now) {
    jdbc.sql(
            """
            insert into document (id, collection, name, owner, version, created_at, updated_at)
            values (:id, :collection, :name, :owner, 0, :now, :now)
            on conflict (tenant, collection, name) where delete_version is null do nothing
            """)
        .param("id", DocumentId.random().value())
        .param("collection", collection.value())
        .param("name", name)
        .param("owner", owner)
        .param("now", Timestamptz.of(now))
        .update();
    return jdbc.sql(
            """
            select id from document
            where collection = :collection and name = :name and delete_version is null for update
            """)
        .param("collection", collection.value())
        .param("name", name)
        .query(UUID.class)
        .optional()
        .map(DocumentId::new)
        .orElseThrow(() -> new ConcurrentChange("document was just deleted"));
  }

  /**
   * @throws LibraryProblem as for a document that never was, when this one is not for the principal
   *     to read
   */
  void requireReadable(JdbcClient jdbc, Principal principal, DocumentId id) {
    if (lacks(Rights.READS_DOCUMENT, jdbc, principal, id)) {
      throw LibraryProblem.noDocument(id);
    }
  }

  /**
   * @throws LibraryProblem also when its collection is not for the principal to change
   */
  void requireEditable(JdbcClient jdbc, Principal principal, DocumentId id) {
    requireReadable(jdbc, principal, id);
    if (lacks(Rights.EDITS_COLLECTION, jdbc, principal, id)) {
      throw LibraryProblem.notEditor();
    }
  }

  private static boolean lacks(String right, JdbcClient jdbc, Principal principal, DocumentId id) {
    return jdbc.sql(
            """
            select exists (
              select from document d
              join collection c on c.tenant = d.tenant and c.id = d.collection
              join document_version v
                on v.tenant = d.tenant and v.document = d.id and v.version = d.version
              where d.id = :id and not %s)
            """
                .formatted(right))
        .params(Rights.of(principal))
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * No other version of it comes, and it isn't deleted, before this transaction ends. Who locks one
   * of its versions has locked it before.
   */
  static void lock(JdbcClient jdbc, DocumentId id) {
    jdbc.sql("select 1 from document where id = :id for update")
        .param("id", id.value())
        .query()
        .listOfRows();
  }

  /** Something else is said about it: its number. */
  int nextRevision(JdbcClient jdbc, DocumentId id) {
    return jdbc.sql("update document set revision = revision + 1 where id = :id returning revision")
        .param("id", id.value())
        .query(Integer.class)
        .single();
  }

  /** The latest version of a document that is not being deleted. */
  Optional<Version> alive(JdbcClient jdbc, DocumentId id) {
    return jdbc.sql(ALIVE + " and d.id = :id")
        .param("id", id.value())
        .query(this::version)
        .optional();
  }

  /** The same of the one that has a name. */
  Optional<Version> alive(JdbcClient jdbc, CollectionId collection, String name) {
    return jdbc.sql(ALIVE + " and d.collection = :collection and d.name = :name")
        .param("collection", collection.value())
        .param("name", name)
        .query(this::version)
        .optional();
  }

  Optional<Document> find(JdbcClient jdbc, DocumentId id, Instant now) {
    return jdbc.sql(LATEST + " and d.id = :id")
        .param("id", id.value())
        .query((row, index) -> document(row, now))
        .optional();
  }

  /**
   * Newest first, without deleted ones and those that aren't for the principal to read.
   *
   * @param after the last one of the page before
   */
  List<Document> list(
      JdbcClient jdbc,
      Principal principal,
      @Nullable CollectionId collection,
      @Nullable DocumentId after,
      int limit,
      Instant now) {
    return jdbc.sql(
            LATEST
                + """
                 and d.deleted_at is null and %s
                 and (:collection::uuid is null or d.collection = :collection)
                 and (:after::uuid is null or (d.created_at, d.id) <
                   (select b.created_at, b.id from document b where b.id = :after))
                 order by d.created_at desc, d.id desc limit :limit
                """
                    .formatted(Rights.READS_DOCUMENT))
        .params(Rights.of(principal))
        .param("collection", collection == null ? null : collection.value())
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query((row, index) -> document(row, now))
        .list();
  }

  /**
   * The text of a document.
   *
   * @param textHash of the wanted version; null means the latest that is searchable, else the
   *     latest that was parsed
   */
  Optional<StoredText> text(JdbcClient jdbc, DocumentId id, @Nullable String textHash) {
    return jdbc.sql(
            """
            select d.name, v.version, v.text_hash, v.text_blob, v.structure_blob, v.code_points
            from document d
            join document_version v on v.tenant = d.tenant and v.document = d.id
            where d.id = :id and d.delete_version is null and v.text_blob is not null
              and (:hash::text is null or v.text_hash = :hash)
            order by v.version is not distinct from d.ready_version desc, v.version desc limit 1
            """)
        .param("id", id.value())
        .param("hash", textHash)
        .query((row, index) ->
            new StoredText(
                row.getString("name"),
                row.getInt("version"),
                row.getString("text_hash"),
                row.getString("text_blob"),
                row.getString("structure_blob"),
                row.getInt("code_points")))
        .optional();
  }

  private Document document(ResultSet row, Instant now) throws SQLException {
    var tracking = tracking(row);
    var state = tracking.state();
    if (row.getObject("deleted_at") != null) {
      state = DocumentState.DELETED;
    } else if (row.getObject("delete_version") != null) {
      state = DocumentState.DELETING;
    }
    boolean running = state == tracking.state();
    return new Document(
        new DocumentId(row.getObject("id", UUID.class)),
        row.getString("collection"),
        row.getString("name"),
        row.getInt("version"),
        state,
        running ? tracking.progress() : 1,
        running && tracking.total() > 0 && !state.isLast()
            ? "%s %d of %d".formatted(state.text(), tracking.done(), tracking.total())
            : null,
        running ? tracking.secondsLeft(now) : null,
        queuePosition(row),
        row.getObject("words", Integer.class),
        row.getObject("pages", Integer.class),
        row.getObject("tokens_seen", Long.class),
        row.getObject("tokens_given", Long.class),
        row.getLong("bytes"),
        row.getString("media_type"),
        row.getString("language"),
        row.getObject("date", LocalDate.class),
        metadata(row),
        readers(row),
        Timestamptz.instant(row, "created_at"),
        Timestamptz.instant(row, "updated_at"),
        running ? tracking.code() : null,
        running ? tracking.message() : null);
  }

  private static @Nullable Integer queuePosition(ResultSet row) throws SQLException {
    int position = row.getInt("queue_position");
    return position == 0 ? null : position;
  }

  private Version version(ResultSet row, int index) throws SQLException {
    return new Version(
        new DocumentId(row.getObject("document", UUID.class)),
        row.getInt("version"),
        new CollectionId(row.getObject("collection", UUID.class)),
        row.getString("name"),
        row.getString("blob"),
        row.getLong("bytes"),
        row.getString("media_type"),
        row.getString("language"),
        row.getObject("date", LocalDate.class),
        metadata(row),
        row.getString("owner"),
        readers(row));
  }

  private static List<String> readers(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("readers").getArray());
  }

  private List<Metadatum> metadata(ResultSet row) throws SQLException {
    return List.of(json.read(row.getString("metadata"), Metadatum[].class));
  }

  static Tracking tracking(ResultSet row) throws SQLException {
    return new Tracking(
        DocumentState.of(row.getString("state")),
        row.getInt("done"),
        row.getInt("total"),
        row.getString("code"),
        row.getString("message"),
        Timestamptz.nullable(row, "rate_since"),
        row.getInt("rate_from"));
  }
}
