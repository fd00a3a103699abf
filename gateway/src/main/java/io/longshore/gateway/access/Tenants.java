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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is kept apart from whom. */
@Component
public final class Tenants {
  private final TenantTransaction transaction;
  private final ApiKeys keys;
  private final ApiKeyRepository keyRows;
  private final AccessProperties properties;
  private final Clock clock;

  Tenants(
      TenantTransaction transaction,
      ApiKeys keys,
      ApiKeyRepository keyRows,
      AccessProperties properties,
      Clock clock) {
    this.transaction = transaction;
    this.keys = keys;
    this.keyRows = keyRows;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param deletedAt since when it is being deleted; null for one that isn't
   */
  public record Tenant(int id, String name, Instant createdAt, @Nullable Instant deletedAt) {
    public boolean isDeletedBefore(Instant then) {
      return deletedAt != null && deletedAt.isBefore(then);
    }
  }

  /** A new one with its first key, which may do everything but make tenants. */
  public record Made(Tenant tenant, KeyRecord.Made key) {}

  public Made create(Caller by, String name) {
    if (!KeyRecord.isName(name) || name.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      throw AccessProblem.badRequest(
          "tenant-name-invalid",
          "A tenant's name has 1 to %d characters, not digits only: that is a number."
              .formatted(KeyRecord.NAME_CHARS_MAX));
    }
    return transaction.system(jdbc -> {
      Tenant tenant = insert(jdbc, name, clock.instant()).orElseThrow(() -> taken(jdbc, name));
      return new Made(tenant, admin(by, tenant));
    });
  }

  private static AccessProblem taken(JdbcClient jdbc, String name) {
    boolean deleting =
        jdbc.sql("select deleted_at is not null from tenant where name = :name")
            .param("name", name)
            .query(Boolean.class)
            .single();
    return deleting
        ? AccessProblem.conflict(
            "tenant-deleting",
            "A tenant “%s” is being deleted, which takes ten minutes or more: its name is free then."
                .formatted(name))
        : AccessProblem.conflict(
            "tenant-exists", "There is a tenant “%s” already.".formatted(name));
  }

  /** One more key of a tenant that may do everything there, for one that has none left. */
  public KeyRecord.Made admin(Caller by, int tenant) {
    Tenant there = get(tenant);
    if (there.deletedAt() != null) {
      throw AccessProblem.conflict(
          "tenant-deleting", "Tenant %d is being deleted: it gets no more keys.".formatted(tenant));
    }
    return admin(by, there);
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
            on conflict (name) do nothing returning *
            """)
        .param("name", name)
        .param("now", Timestamptz.of(now))
        .query(Tenants::tenant)
        .optional();
  }

  /**
   * Sees to it that a number that is in use is given to nobody else.
   *
   * @throws IllegalStateException when it was deleted
   */
  void keep(int id) {
    boolean deleted =
        transaction.system(jdbc -> {
          jdbc.sql("select 1 from keep_tenant(:id)").param("id", id).query(Integer.class).single();
          return jdbc.sql("select deleted_at is not null from tenant where id = :id")
              .param("id", id)
              .query(Boolean.class)
              .single();
        });
    if (deleted) {
      throw new IllegalStateException(
          "longshore.access.tenant is %d, which was deleted: set another one".formatted(id));
    }
  }

  /**
   * Begins to delete a tenant: its keys are nobody's from now on, nothing is made in it any more,
   * and what it has goes. A second time changes nothing.
   */
  public Tenant delete(Caller by, int id) {
    if (id == properties.tenant()) {
      throw AccessProblem.conflict(
          "tenant-in-use",
          "Tenant %d is this gateway's own: set longshore.access.tenant to another one first."
              .formatted(id));
    }
    if (id == by.principal().tenant()) {
      throw AccessProblem.conflict(
          "tenant-yours",
          "Your key is of tenant %d: delete it with a key of another one.".formatted(id));
    }
    return transaction.system(jdbc -> {
      Tenant deleted =
          jdbc.sql(
                  """
                  update tenant set deleted_at = coalesce(deleted_at, :now)
                  where id = :id and erased_at is null returning *
                  """)
              .param("id", id)
              .param("now", Timestamptz.of(clock.instant()))
              .query(Tenants::tenant)
              .optional()
              .orElseThrow(() -> noTenant(id));
      keys.revokeAll(id);
      return deleted;
    });
  }

  /** Also the keys that were being made while a tenant was deleted. */
  public void revokeAll(int id) {
    keys.revokeAll(id);
  }

  /** Those that are being deleted. */
  public List<Tenant> deleting() {
    return listed("deleted_at is not null");
  }

  /** Nothing is left of it but its number, which is given to nobody else. */
  public void erased(int id) {
    keyRows.deleteAll(id);
    transaction.system(jdbc ->
        jdbc.sql(
                """
                update tenant set erased_at = :now, name = 'deleted ' || gen_random_uuid()
                where id = :id and erased_at is null
                """)
            .param("id", id)
            .param("now", Timestamptz.of(clock.instant()))
            .update());
  }

  public Tenant get(int id) {
    return transaction
        .system(jdbc ->
            jdbc.sql("select * from tenant where id = :id and erased_at is null")
                .param("id", id)
                .query(Tenants::tenant)
                .optional())
        .orElseThrow(() -> noTenant(id));
  }

  /** One that isn't deleted: by its name, which may have been digits once, else by its number. */
  public Optional<Tenant> find(String idOrName) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                select * from tenant where deleted_at is null and :it in (name, id::text)
                order by name = :it desc limit 1
                """)
            .param("it", idOrName)
            .query(Tenants::tenant)
            .optional());
  }

  /** All, oldest first. */
  public List<Tenant> list() {
    return listed("true");
  }

  private List<Tenant> listed(String which) {
    return transaction.system(jdbc ->
        jdbc.sql("select * from tenant where erased_at is null and %s order by id".formatted(which))
            .query(Tenants::tenant)
            .list());
  }

  private static AccessProblem noTenant(int id) {
    return AccessProblem.notFound("tenant-not-found", "There is no tenant %d.".formatted(id));
  }

  private static Tenant tenant(ResultSet row, int index) throws SQLException {
    return new Tenant(
        row.getInt("id"),
        row.getString("name"),
        Timestamptz.instant(row, "created_at"),
        Timestamptz.nullable(row, "deleted_at"));
  }
}
