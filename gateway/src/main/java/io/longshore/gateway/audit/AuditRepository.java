package io.longshore.gateway.audit;

import io.longshore.gateway.audit.AuditEntry.Who;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code audit}; this role can neither change nor delete one. */
@Component
final class AuditRepository {
  void insert(JdbcClient jdbc, AuditEntry entry) {
    Who who = entry.who();
    jdbc.sql(
            """
            insert into audit (at, owner, key, address, method, route, resources, status, request, times)
            values (:at, :owner, :key, :address, :method, :route, :resources, :status, :request, :times)
            """)
        .param("at", Timestamptz.of(entry.at()))
        .param("owner", who == null ? null : who.owner())
        .param("key", who == null ? null : who.key())
        .param("address", entry.address())
        .param("method", entry.method())
        .param("route", entry.route())
        .param("resources", entry.resources())
        .param("status", entry.status())
        .param("request", entry.request())
        .param("times", entry.times())
        .update();
  }

  /**
   * Newest first.
   *
   * @param before null for the newest
   */
  List<AuditEntry> list(JdbcClient jdbc, @Nullable Long before, int limit) {
    return jdbc.sql(
            """
            select * from audit where (:before::bigint is null or id < :before)
            order by id desc limit :limit
            """)
        .param("before", before)
        .param("limit", limit)
        .query(AuditRepository::row)
        .list();
  }

  private static AuditEntry row(ResultSet row, int index) throws SQLException {
    String owner = row.getString("owner");
    return new AuditEntry(
        row.getLong("id"),
        Timestamptz.instant(row, "at"),
        owner == null ? null : new Who(row.getInt("tenant"), owner, row.getString("key")),
        row.getString("address"),
        row.getString("method"),
        row.getString("route"),
        row.getString("resources"),
        row.getInt("status"),
        row.getString("request"),
        row.getInt("times"));
  }
}
