package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code conversation}. */
@Component
final class ConversationRepository {
  private static final String SELECT =
      """
      select c.id, c.title, c.created_at, c.updated_at,
        (select count(*) from answer a where a.tenant = c.tenant and a.conversation = c.id) answers
      from conversation c where true
      """;

  void insert(JdbcClient jdbc, ConversationId id, String title, Instant now) {
    jdbc.sql(
            """
            insert into conversation (id, title, created_at, updated_at)
            values (:id, :title, :now, :now)
            """)
        .param("id", id.value())
        .param("title", title)
        .param("now", Timestamptz.of(now))
        .update();
  }

  /**
   * @return false when there is none
   */
  boolean touch(JdbcClient jdbc, ConversationId id, Instant now) {
    return jdbc.sql("update conversation set updated_at = :now where id = :id")
            .param("now", Timestamptz.of(now))
            .param("id", id.value())
            .update()
        == 1;
  }

  Optional<Conversation> find(JdbcClient jdbc, ConversationId id) {
    return jdbc.sql(SELECT + " and c.id = :id")
        .param("id", id.value())
        .query(ConversationRepository::row)
        .optional();
  }

  /** Last used first. */
  List<Conversation> list(JdbcClient jdbc, @Nullable ConversationId after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                 and (:after::uuid is null or (c.updated_at, c.id) <
                   (select b.updated_at, b.id from conversation b where b.id = :after))
                 order by c.updated_at desc, c.id desc limit :limit
                """)
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query(ConversationRepository::row)
        .list();
  }

  private static Conversation row(ResultSet row, int index) throws SQLException {
    return new Conversation(
        new ConversationId(row.getObject("id", UUID.class)),
        row.getString("title"),
        row.getLong("answers"),
        Timestamptz.instant(row, "created_at"),
        Timestamptz.instant(row, "updated_at"));
  }
}
