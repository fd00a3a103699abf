package io.longshore.gateway.erasure;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.ForgetTenant;
import io.longshore.contracts.document.Holdings;
import io.longshore.gateway.access.Tenants;
import io.longshore.gateway.access.Tenants.Tenant;
import io.longshore.gateway.library.TenantErasure;
import io.longshore.gateway.usage.Usage;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Empties tenants that are deleted until nothing of them is left. Any number of gateways may sweep:
 * what is deleted twice is deleted.
 */
@Component
final class TenantSweeper {
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final Logger log = LoggerFactory.getLogger(TenantSweeper.class);

  private final Tenants tenants;
  private final TenantErasure library;
  private final Usage usage;
  private final Requests requests;
  private final Clock clock;

  TenantSweeper(
      Tenants tenants, TenantErasure library, Usage usage, Requests requests, Clock clock) {
    this.tenants = tenants;
    this.library = library;
    this.usage = usage;
    this.requests = requests;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${longshore.tenants.sweep:10s}")
  void sweep() {
    try {
      tenants.deleting().forEach(this::swept);
    } catch (DataAccessException | TransactionException e) {
      log.warn("tenants not swept: {}", e.toString());
    }
  }

  /** One that can't be swept keeps nobody behind it waiting. */
  private void swept(Tenant tenant) {
    try {
      sweep(tenant);
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      log.warn("tenant={} is swept later: {}", tenant.id(), e.toString());
    }
  }

  private void sweep(Tenant tenant) {
    tenants.revokeAll(tenant.id());
    boolean empty = library.empty(tenant.id());
    Instant quiet = clock.instant().minus(Limits.DEADLINE_MAX); // what was asked before has ended
    if (!empty || !tenant.isDeletedBefore(quiet)) {
      return;
    }
    try {
      requests.ask(
          Rooms.MEMORY,
          new Principal(tenant.id(), Rooms.GATEWAY, List.of()),
          ForgetTenant.KIND,
          List.of(new ForgetTenant()),
          Holdings.class,
          WITHIN);
    } catch (RequestFailed e) {
      log.info("tenant={} is forgotten later: {}", tenant.id(), e.getMessage());
      return;
    }
    usage.forget(tenant.id());
    tenants.erased(tenant.id());
    log.info("tenant forgotten tenant={}", tenant.id());
  }
}
