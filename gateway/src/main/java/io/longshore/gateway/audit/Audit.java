package io.longshore.gateway.audit;

import io.longshore.gateway.access.Caller;
import io.longshore.gateway.audit.AuditEntry.Who;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The audit log: it is added to and read. */
@Service
public final class Audit {
  static final String MADE = Audit.class.getName();

  /** Who calls. */
  static final String CALLER = AuditFilter.class.getName();

  private static final Logger log = LoggerFactory.getLogger(Audit.class);

  private final TenantTransaction transactions;
  private final AuditRepository rows;
  private final Clock clock;
  private final Refusals refusals = new Refusals();

  Audit(TenantTransaction transactions, AuditRepository rows, Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.clock = clock;
  }

  /** Of a tenant, newest first. */
  public List<AuditEntry> list(int tenant, @Nullable Long before, int limit) {
    return transactions.read(tenant, jdbc -> rows.list(jdbc, before, limit));
  }

  /** Of those whom nobody knows. */
  public List<AuditEntry> ofNobody(@Nullable Long before, int limit) {
    return transactions.system(jdbc -> rows.list(jdbc, before, limit));
  }

  /** What the current request made, for its row. */
  public void made(String id) {
    RequestContextHolder.currentRequestAttributes()
        .setAttribute(MADE, id, RequestAttributes.SCOPE_REQUEST);
  }

  /** Who the current request let in, and with which key, for its row. */
  public void cameIn(Caller caller, String key) {
    made(key);
    RequestContextHolder.currentRequestAttributes()
        .setAttribute(CALLER, caller, RequestAttributes.SCOPE_REQUEST);
  }

  void done(AuditEntry entry) {
    if (entry.who() == null) {
      refused(entry); // what needs no key must not fill the log either
    } else {
      write(entry);
    }
  }

  void refused(AuditEntry entry) {
    refusals.add(entry).ifPresent(this::write);
  }

  @Scheduled(fixedDelayString = "${longshore.audit.sweep:10s}")
  void sweep() {
    refusals.over(clock.instant()).forEach(this::write);
  }

  @EventListener(ContextClosedEvent.class)
  void stopping() {
    refusals.all().forEach(this::write);
  }

  /** The log can't be written: that is said where operators look, with all that the row had. */
  private void write(AuditEntry entry) {
    try {
      Who who = entry.who();
      if (who == null) {
        transactions.system(jdbc -> {
          rows.insert(jdbc, entry);
          return true;
        });
      } else {
        transactions.run(who.tenant(), jdbc -> rows.insert(jdbc, entry));
      }
    } catch (DataAccessException | TransactionException e) {
      log.error("not in the audit log: {}", entry, e);
    }
  }
}
