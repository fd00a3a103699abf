package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import io.longshore.runtime.tenant.TenantRows;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of {@code api_key}, which no row-level security keeps apart: all but a look-up name a
 * tenant.
 */
@Component
final class ApiKeyRepository {
  private static final String SELECT =
      """
      select prefix, hash, tenant, name, owner, groups, scopes, created_by, created_at, expires_at, revoked_at, used_at, session
      from api_key
      """;

  private final TenantTransaction transaction;

  ApiKeyRepository(TenantTransaction transaction) {
    this.transaction = transaction;
  }

  /** A row with what proves a key. */
  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
  record Row(KeyRecord key, byte[] hash) {}

  Optional<Row> find(String prefix) {
    return transaction.system(jdbc ->
        jdbc.sql(SELECT + " where prefix = :prefix")
            .param("prefix", prefix)
            .query(ApiKeyRepository::row)
            .optional());
  }

  /** Newest first. */
  List<KeyRecord> ofTenant(int tenant, @Nullable String after, int limit) {
    return transaction
        .system(jdbc ->
            jdbc.sql(
                    SELECT
                        + """
                         where tenant = :tenant and (:after::text is null or (created_at, prefix) <
                           (select b.created_at, b.prefix from api_key b where b.prefix = :after and b.tenant = :tenant))
                         order by created_at desc, prefix desc limit :limit
                        """)
                .param("tenant", tenant)
                .param("after", after)
                .param("limit", limit)
                .query(ApiKeyRepository::row)
                .list())
        .stream()
        .map(Row::key)
        .toList();
  }

  /**
   * @return false when its prefix is taken
   */
  boolean insert(ApiKey key, KeyRecord said) {
    return transaction.system(jdbc -> insert(jdbc, key, said));
  }

  /**
   * The very first key.
   *
   * @return false when there is one already
   */
  boolean insertFirst(ApiKey key, KeyRecord said) {
    return transaction.system(jdbc -> {
      jdbc.sql("lock table api_key in share row exclusive mode").update();
      boolean none =
          jdbc.sql("select not exists (select from api_key)").query(Boolean.class).single();
      return none && insert(jdbc, key, said);
    });
  }

  private static boolean insert(JdbcClient jdbc, ApiKey key, KeyRecord said) {
    return jdbc.sql(
                """
                insert into api_key (prefix, hash, tenant, name, owner, groups, scopes, created_by, created_at, expires_at, session)
                values (:prefix, :hash, :tenant, :name, :owner, :groups, :scopes, :createdBy, :createdAt, :expiresAt, :session)
                on conflict do nothing
                """)
            .param("prefix", key.prefix())
            .param("hash", key.hash())
            .param("tenant", said.principal().tenant())
            .param("name", said.name())
            .param("owner", said.principal().owner())
            .param("groups", said.principal().groups().toArray(String[]::new))
            .param("scopes", said.scopes().stream().map(Enum::name).toArray(String[]::new))
            .param("createdBy", said.createdBy())
            .param("createdAt", Timestamptz.of(said.createdAt()))
            .param("expiresAt", said.expiresAt() == null ? null : Timestamptz.of(said.expiresAt()))
            .param("session", said.session())
            .update()
        == 1;
  }

  /** Those of all tenants that are over. */
  void forgetSessions(Instant now) {
    transaction.system(jdbc ->
        jdbc.sql("delete from api_key where session and expires_at < :now")
            .param("now", Timestamptz.of(now))
            .update());
  }

  /**
   * Leaves somebody this many, the newest of those that are valid first.
   *
   * @return the prefixes of those that went
   */
  List<String> keepSessions(Principal of, int most) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                delete from api_key where prefix in (
                  select prefix from api_key where session and tenant = :tenant and owner = :owner
                  order by revoked_at is null desc, created_at desc, prefix offset :most)
                returning prefix
                """)
            .param("tenant", of.tenant())
            .param("owner", of.owner())
            .param("most", most)
            .query(String.class)
            .list());
  }

  /**
   * @return empty when the tenant has no such key; one that was revoked before stays as it was
   */
  Optional<Row> revoke(int tenant, String prefix, Instant now) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                update api_key set revoked_at = coalesce(revoked_at, :now)
                where tenant = :tenant and prefix = :prefix
                returning *
                """)
            .param("tenant", tenant)
            .param("prefix", prefix)
            .param("now", Timestamptz.of(now))
            .query(ApiKeyRepository::row)
            .optional());
  }

  /**
   * All of a tenant that are valid.
   *
   * @return those
   */
  List<Row> revokeAll(int tenant, Instant now) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                update api_key set revoked_at = :now where tenant = :tenant and revoked_at is null
                returning *
                """)
            .param("tenant", tenant)
            .param("now", Timestamptz.of(now))
            .query(ApiKeyRepository::row)
            .list());
  }

  void deleteAll(int tenant) {
    TenantRows.delete(transaction, tenant, List.of("api_key"));
  }

  /**
   * @param before unless it was noted since
   */
  void used(String prefix, Instant now, Instant before) {
    transaction.system(jdbc ->
        jdbc.sql(
                """
                update api_key set used_at = :now
                where prefix = :prefix and (used_at is null or used_at < :before)
                """)
            .param("prefix", prefix)
            .param("before", Timestamptz.of(before))
            .param("now", Timestamptz.of(now))
            .update());
  }

  private static Row row(ResultSet row, int index) throws SQLException {
    var principal =
        new Principal(row.getInt("tenant"), row.getString("owner"), texts(row.getArray("groups")));
    List<String> names = texts(row.getArray("scopes"));
    Set<AccessScope> scopes = // those that a later version knows are none here
        Arrays.stream(AccessScope.values())
            .filter(scope -> names.contains(scope.name()))
            .collect(Collectors.toSet());
    var key =
        new KeyRecord(
            row.getString("prefix"),
            row.getString("name"),
            principal,
            scopes,
            row.getString("created_by"),
            Timestamptz.instant(row, "created_at"),
            Timestamptz.nullable(row, "expires_at"),
            Timestamptz.nullable(row, "revoked_at"),
            Timestamptz.nullable(row, "used_at"),
            row.getBoolean("session"));
    return new Row(key, row.getBytes("hash"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
