package io.longshore.gateway.library;

import io.longshore.runtime.problem.Overtaken;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * A tenant that is deleted is all that overtakes a request at a constraint: names are taken by
 * {@code on conflict}, versions and outbox rows are written under their document's lock, and no
 * other row goes that something refers to.
 */
@Component
final class DeletedMeanwhile implements Overtaken {
  /** Of the trigger that refuses what is made in one. */
  private static final String DELETED = "23L01";

  /** Of what is added to talk that went with one. */
  private static final Set<String> TALK =
      Set.of("answer_tenant_conversation_fkey", "answer_source_tenant_answer_fkey");

  @Override
  public Optional<ProblemDetail> problem(DataIntegrityViolationException violated) {
    return violated.getMostSpecificCause() instanceof PSQLException said && isOfOne(said)
        ? Optional.of(LibraryProblem.tenantDeleted().getBody())
        : Optional.empty();
  }

  private static boolean isOfOne(PSQLException said) {
    ServerErrorMessage message = said.getServerErrorMessage();
    String constraint = message == null ? null : message.getConstraint();
    return DELETED.equals(said.getSQLState()) || (constraint != null && TALK.contains(constraint));
  }
}
