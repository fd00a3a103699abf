package io.longshore.gateway.usage;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.Tokens;
import io.longshore.gateway.access.Caller;
import io.longshore.runtime.tenant.TenantRows;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Counts what callers use, in windows that are fixed (a minute, a day in UTC) and the same on all
 * gateways, and says where a limit is reached. Who calls just before and just after a window's end
 * gets twice its limit within a moment.
 */
@Service
@EnableConfigurationProperties(LimitProperties.class)
public final class Usage {
  private static final Tokens NONE = new Tokens(0, 0);

  private final TenantTransaction transactions;
  private final UsageRepository rows;
  private final LimitProperties properties;
  private final Supplier<@Nullable Instant> clock;

  @Autowired
  Usage(TenantTransaction transactions, UsageRepository rows, LimitProperties properties) {
    this(transactions, rows, properties, () -> null);
  }

  /**
   * @param clock the same for all gateways; null for the database's
   */
  Usage(
      TenantTransaction transactions,
      UsageRepository rows,
      LimitProperties properties,
      Supplier<@Nullable Instant> clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.properties = properties;
    this.clock = clock;
  }

  /** A request that was counted; refused where there is something that was spent. */
  record Entered(Standing standing, Optional<Meter> spent) {}

  /**
   * Counts a request, and in the same transaction decides on it.
   *
   * @param spends what it takes beside itself; null for nothing
   * @param bytes that it says it brings
   */
  Entered enter(Caller caller, @Nullable Quota spends, long bytes) {
    Subject subject = Subject.of(caller);
    List<Quota> quotas = new ArrayList<>(List.of(Quota.REQUESTS));
    if (spends != null && spends != Quota.REQUESTS) {
      quotas.add(spends);
    }
    return transactions.call(
        caller.principal(),
        jdbc -> {
          var standing = rows.request(jdbc, subject, bytes, clock.get()).or(properties);
          var spent = standing.spent(quotas);
          if (spent.isPresent()) {
            rows.add(jdbc, UsedDay.refused(day(standing.at()), subject, bytes));
          }
          return new Entered(standing, spent);
        });
  }

  /** Corrects what was counted of the bytes of a request before they came. */
  void came(Caller caller, Standing standing, long bytes) {
    if (bytes != standing.bytes()) {
      transactions.run(
          caller.principal(),
          jdbc -> {
            UsageRepository.hasten(jdbc);
            rows.add(
                jdbc,
                UsedDay.bytes(day(standing.at()), Subject.of(caller), bytes - standing.bytes()));
          });
    }
  }

  /** Counts what a model read for a caller. */
  public void read(Caller caller, long tokens) {
    transactions.run(
        caller.principal(),
        jdbc -> {
          UsageRepository.hasten(jdbc);
          rows.add(jdbc, UsedDay.tokens(today(jdbc), Subject.of(caller), tokens, 0));
        });
  }

  /** Whose an answer is, in the transaction that keeps its question. */
  public void asked(Caller caller, QuestionId answer) {
    transactions.run(caller.principal(), jdbc -> rows.asked(jdbc, Subject.of(caller), answer));
  }

  /** Counts what an answer took, once, whoever says first that it ended. */
  public void answered(int tenant, QuestionId answer, @Nullable Tokens tokens) {
    Tokens taken = tokens == null ? NONE : tokens;
    transactions.run(
        tenant,
        jdbc ->
            rows.answered(jdbc, answer)
                .map(of -> UsedDay.tokens(today(jdbc), of, taken.read(), taken.written()))
                .ifPresent(more -> rows.add(jdbc, more)));
  }

  /**
   * By day, newest first.
   *
   * @param of null for all of the tenant
   */
  public List<UsedDay> days(
      int tenant,
      @Nullable Subject of,
      LocalDate from,
      LocalDate to,
      UsedDay.@Nullable Place after,
      int limit) {
    return transactions.read(tenant, jdbc -> rows.days(jdbc, of, from, to, after, limit));
  }

  /** What was set for it itself. */
  public Limits limits(int tenant, Subject subject) {
    return transactions.read(tenant, jdbc -> rows.limits(jdbc, subject)).orElse(Limits.NONE);
  }

  /**
   * Holds for the next request.
   *
   * @param change of what was set before
   */
  public Limits limit(int tenant, Subject subject, UnaryOperator<Limits> change) {
    return transactions.call(
        tenant,
        jdbc -> {
          var limits = change.apply(rows.lockedLimits(jdbc, subject));
          rows.limit(jdbc, subject, limits);
          return limits;
        });
  }

  /** Of a tenant that is deleted: what it may, and what it does now; its days stay. */
  public void forget(int tenant) {
    TenantRows.delete(transactions, tenant, UsageRepository.ALL_BUT_DAYS);
  }

  /** Today, in UTC. */
  public LocalDate today() {
    return transactions.system(this::today);
  }

  private LocalDate today(JdbcClient jdbc) {
    Instant now = clock.get();
    return day(now == null ? UsageRepository.now(jdbc) : now);
  }

  private static LocalDate day(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
