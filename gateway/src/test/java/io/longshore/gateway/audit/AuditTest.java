package io.longshore.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.gateway.MovedClock;
import io.longshore.gateway.Transactions;
import io.longshore.gateway.audit.AuditEntry.Who;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** On the real database, as the service role. */
class AuditTest {
  private static final Who AHAB = new Who(1, "ahab", "aaaaaaaa");
  private static final Who OTHER = new Who(2, "ahab", "bbbbbbbb");

  private static final Transactions DATABASE = Transactions.migrated();

  private final MovedClock clock = new MovedClock();
  private final Audit audit = new Audit(DATABASE, new AuditRepository(), clock);

  @Test
  void whatIsWrittenIsReadByItsTenantNewestFirstPageByPage() {
    audit.done(entry(AHAB, "/one", 202));
    audit.done(entry(OTHER, "/theirs", 202));
    audit.done(entry(AHAB, "/two", 404));
    var page = audit.list(1, null, 1);
    assertThat(page).extracting(AuditEntry::route).containsExactly("/two");
    assertThat(audit.list(1, page.getFirst().id(), 1))
        .singleElement()
        .isEqualTo(
            new AuditEntry(
                audit.list(1, null, 9).get(1).id(),
                clock.instant(),
                AHAB,
                "10.0.0.1",
                "POST",
                "/one",
                "{id=7}",
                202,
                "trace",
                1));
    assertThat(audit.list(2, null, 1)).extracting(AuditEntry::route).containsExactly("/theirs");
  }

  @Test
  void theServiceNeitherChangesNorDeletesARowNorEmptiesTheTable() {
    audit.done(entry(AHAB, "/stays", 202));
    for (var sql :
        List.of(
            "update audit set owner = 'nobody'",
            "delete from audit",
            "truncate audit",
            "alter table audit disable row level security")) {
      assertThatThrownBy(() -> DATABASE.run(1, jdbc -> jdbc.sql(sql).update()))
          .as(sql)
          .rootCause()
          .hasMessageMatching(".*(permission denied|must be owner).*");
      assertThatThrownBy(() -> DATABASE.system(jdbc -> jdbc.sql(sql).update()))
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(audit.list(1, null, 1)).extracting(AuditEntry::route).containsExactly("/stays");
  }

  @Test
  void theOperatorTakesOldRowsAway() {
    audit.done(entry(AHAB, "/old", 202));
    clock.move(Duration.ofDays(400));
    audit.done(entry(AHAB, "/new", 202));
    var since = clock.instant().minus(Duration.ofDays(365));
    DATABASE.asOwner("delete from library.audit where at < '%s'".formatted(since));
    assertThat(audit.list(1, null, 9)).extracting(AuditEntry::route).containsExactly("/new");
    assertThat(audit.list(2, null, 9)).isEmpty();
  }

  @Test
  void nobodyWritesIntoTheLogOfAnotherTenant() {
    assertThatThrownBy(() ->
            DATABASE.run(
                1,
                jdbc ->
                    jdbc.sql(
                            """
                            insert into audit (tenant, at, address, method, route, resources, status, times)
                            values (2, now(), '', '', '', '', 200, 1)
                            """)
                        .update()))
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void whatNobodyDoesHasARowAMinuteWhichNoTenantSees() {
    for (int tries = 0; tries < 1_000; tries++) {
      audit.refused(entry(null, "*", 401));
      audit.done(entry(null, "/api/v1/session", 204));
    }
    assertThat(audit.ofNobody(null, 9)).extracting(AuditEntry::times).containsExactly(1, 1);
    clock.move(Duration.ofMinutes(1));
    audit.sweep();
    assertThat(audit.ofNobody(null, 9))
        .extracting(AuditEntry::times)
        .containsExactly(999, 999, 1, 1);
    audit.refused(entry(null, "*", 401));
    audit.refused(entry(null, "*", 401));
    audit.stopping();
    assertThat(audit.ofNobody(null, 1)).extracting(AuditEntry::times).containsExactly(2);
    assertThat(audit.list(1, null, 99)).noneMatch(entry -> entry.who() == null);
  }

  private AuditEntry entry(@Nullable Who who, String route, int status) {
    return new AuditEntry(
        0, clock.instant(), who, "10.0.0.1", "POST", route, "{id=7}", status, "trace", 1);
  }
}
