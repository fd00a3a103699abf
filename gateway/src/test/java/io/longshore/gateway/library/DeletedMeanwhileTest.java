package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.gateway.Transactions;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ProblemDetail;

/** What the real database says to those who come too late, and to us. */
class DeletedMeanwhileTest {
  private static final Transactions DATABASE = Transactions.migrated();
  private static final int TENANT = 1;
  private static final int DELETED = 2;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into answer (id, conversation, question, status, partition, first_offset, deadline, created_at)"
            + " values (gen_random_uuid(), gen_random_uuid(), 'q', 'running', 0, 0, now(), now())",
        "insert into answer_source (document, answer) values (gen_random_uuid(), gen_random_uuid())"
      })
  void talkGoesWithItsTenantAlone(String late) {
    assertThat(code(TENANT, late)).hasValue("tenant-deleted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into collection (id, name, created_at) values (gen_random_uuid(), 'late', now())",
        "insert into conversation (id, title, created_at, updated_at) values (gen_random_uuid(), 'late', now(), now())",
        "insert into document (id, collection, name, version, created_at, updated_at) values (gen_random_uuid(), gen_random_uuid(), 'late', 0, now(), now())"
      })
  void nothingIsMadeInATenantThatIsDeleted(String late) {
    DATABASE.asOwner(
        "insert into library.tenant values (%d, 'gone', now(), now()) on conflict do nothing"
            .formatted(DELETED));
    assertThat(code(DELETED, late)).hasValue("tenant-deleted");
  }

  @Test
  void whatElseIsViolatedNobodyElseDid() {
    String strayed =
        "insert into document (id, collection, name, version, created_at, updated_at) values (gen_random_uuid(), gen_random_uuid(), 'stray', 0, now(), now())";
    assertThat(code(TENANT, strayed)).isEmpty();
    assertThat(code(TENANT, "insert into conversation (id) values (gen_random_uuid())")).isEmpty();
  }

  private static Optional<Object> code(int tenant, String sql) {
    var violated =
        catchThrowableOfType(
            DataIntegrityViolationException.class,
            () -> DATABASE.run(tenant, jdbc -> jdbc.sql(sql).update()));
    return new DeletedMeanwhile()
        .problem(violated)
        .map(ProblemDetail::getProperties)
        .map(all -> Objects.requireNonNull(all.get("code")));
  }
}
