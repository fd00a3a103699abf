package io.longshore.gateway.access;

import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is kept apart from whom. */
@Component
public final class Tenants {
  private final TenantTransaction transaction;
  private final ApiKeys keys;
  private final Clock clock;

  Tenants(TenantTransaction transaction, ApiKeys keys, Clock clock) {
    this.transaction = transaction;
    this.keys = keys;
    this.clock = clock;
  }

  /** One of them. */
  public record Tenant(int id, String name, Instant createdAt) {}

  /** A new one with its first key, which may do everything but make tenants. */
  public record Made(Tenant tenant, KeyRecord.Made key) {}

  public Made create(Caller by, String name) {
    if (!ApiKeys.isName(name)) {
      throw AccessProblem.badRequest(
          "tenant-name-invalid",
          "A tenant's name has 1 to %d characters.".formatted(ApiKeys.NAME_CHARS_MAX));
    }
    return transaction.system(jdbc -> {
      Tenant tenant =
          insert(jdbc, name, clock.instant())
              .orElseThrow(() ->
                  AccessProblem.conflict(
                      "tenant-exists", "There is a tenant “%s” already.".formatted(name)));
      return new Made(tenant, admin(by, tenant));
    });
  }

  /** One more key of a tenant that may do everything there, for one that has none left. */
  public KeyRecord.Made admin(Caller by, int tenant) {
    return admin(by, get(tenant));
  }

  private KeyRecord.Made admin(Caller by, Tenant tenant) {
    var scopes = EnumSet.complementOf(EnumSet.of(AccessScope.OPERATE));
    return keys.make(
        KeyRecord.admin(tenant.id()), KeyRecord.Wanted.admin(scopes), by.principal().owner());
  }

  /** Above all that are in use, whoever gave them away. */
  private static Optional<Tenant> insert(JdbcClient jdbc, String name, Instant now) {
    jdbc.sql("lock table tenant in share row exclusive mode").update();
    return jdbc.sql(
            """
            insert into tenant (id, name, created_at)
            select max(id) + 1, :name, :now from tenant
            on conflict (name) do nothing returning id, name, created_at
            """)
        .param("name", name)
        .param("now", Timestamptz.of(now))
        .query(Tenants::tenant)
        .optional();
  }

  /** Sees to it that a number that is in use is given to nobody else. */
  void keep(int id) {
    transaction.system(jdbc ->
        jdbc.sql("select 1 from keep_tenant(:id)").param("id", id).query(Integer.class).single());
  }

  public Tenant get(int id) {
    return transaction
        .system(jdbc ->
            jdbc.sql("select id, name, created_at from tenant where id = :id")
                .param("id", id)
                .query(Tenants::tenant)
                .optional())
        .orElseThrow(() ->
            AccessProblem.notFound("tenant-not-found", "There is no tenant %d.".formatted(id)));
  }

  /** By its number, where the text has digits only, else by its name. */
  public Optional<Tenant> find(String idOrName) {
    boolean isId = idOrName.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return transaction.system(jdbc ->
        jdbc.sql(
                "select id, name, created_at from tenant where %s = :it"
                    .formatted(isId ? "id::text" : "name"))
            .param("it", idOrName)
            .query(Tenants::tenant)
            .optional());
  }

  /** All, oldest first. */
  public List<Tenant> list() {
    return transaction.system(jdbc ->
        jdbc.sql("select id, name, created_at from tenant order by id")
            .query(Tenants::tenant)
            .list());
  }

  private static Tenant tenant(ResultSet row, int index) throws SQLException {
    return new Tenant(
        row.getInt("id"), row.getString("name"), Timestamptz.instant(row, "created_at"));
  }
}
