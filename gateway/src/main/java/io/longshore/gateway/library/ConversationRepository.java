package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Principal;
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

/** Rows of {@code conversation}. One of somebody else is as if it weren't there. */
@Component
final class ConversationRepository {
  private static final String SELECT =
      """
      select c.id, c.title, c.created_at, c.updated_at,
        (select count(*) from answer a where a.tenant = c.tenant and a.conversation = c.id) answers
      from conversation c where c.owner = :owner
      """;

  void insert(JdbcClient jdbc, Principal principal, ConversationId id, String title, Instant now) {
    jdbc.sql(
            """
            insert into conversation (id, owner, title, created_at, updated_at)
            values (:id, :owner, :title, :now, :now)
            """)
        .param("id", id.value())
        .param("owner", principal.owner())
        .param("title", title)
        .param("now", Timestamptz.of(now))
        .update();
  }

  /**
   * @return false when there is none
   */
  boolean touch(JdbcClient jdbc, Principal principal, ConversationId id, Instant now) {
    return jdbc.sql("update conversation set updated_at = :now where id = :id and owner = :owner")
            .param("now", Timestamptz.of(now))
            .param("id", id.value())
            .param("owner", principal.owner())
            .update()
        == 1;
  }

  Optional<Conversation> find(JdbcClient jdbc, Principal principal, ConversationId id) {
    return jdbc.sql(SELECT + " and c.id = :id")
        .param("owner", principal.owner())
        .param("id", id.value())
        .query(ConversationRepository::row)
        .optional();
  }

  /** Last used first. */
  List<Conversation> list(
      JdbcClient jdbc, Principal principal, @Nullable ConversationId after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                 and (:after::uuid is null or (c.updated_at, c.id) <
                   (select b.updated_at, b.id from conversation b
                    where b.id = :after and b.owner = :owner))
                 order by c.updated_at desc, c.id desc limit :limit
                """)
        .param("owner", principal.owner())
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
