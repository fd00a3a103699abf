package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who is kept apart from whom. */
@Component
public final class Tenants {
  private static final String ADMIN = "admin";

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
    Instant now = clock.instant();
    Tenant tenant =
        new Tenant(
            insert(name, now)
                .orElseThrow(() ->
                    AccessProblem.conflict(
                        "tenant-exists", "There is a tenant “%s” already.".formatted(name))),
            name,
            now);
    var scopes = EnumSet.complementOf(EnumSet.of(AccessScope.OPERATE));
    var wanted = new KeyRecord.Wanted(ADMIN, ADMIN, List.of(), scopes, null);
    var principal = new Principal(tenant.id(), ADMIN, List.of());
    return new Made(tenant, keys.make(principal, wanted, by.principal().owner()));
  }

  private Optional<Integer> insert(String name, Instant now) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                insert into tenant (name, created_at) values (:name, :now)
                on conflict (name) do nothing returning id
                """)
            .param("name", name)
            .param("now", Timestamptz.of(now))
            .query(Integer.class)
            .optional());
  }

  public Tenant get(int id) {
    return list().stream()
        .filter(tenant -> tenant.id() == id)
        .findFirst()
        .orElseThrow(() ->
            AccessProblem.notFound("tenant-not-found", "There is no tenant %d.".formatted(id)));
  }

  /** All, oldest first. */
  public List<Tenant> list() {
    return transaction.system(jdbc ->
        jdbc.sql("select id, name, created_at from tenant order by id")
            .query((row, index) ->
                new Tenant(
                    row.getInt("id"),
                    row.getString("name"),
                    Timestamptz.instant(row, "created_at")))
            .list());
  }
}
