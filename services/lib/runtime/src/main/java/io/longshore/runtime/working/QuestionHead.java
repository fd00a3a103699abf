package io.longshore.runtime.working;

import static java.util.Objects.requireNonNull;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import java.time.Instant;

/** What a sign of life needs of a question; the rest of the record stays unread. */
record QuestionHead(QuestionId id, Principal principal, Instant deadline) {
  QuestionHead {
    requireNonNull(id, "id");
    requireNonNull(principal, "principal");
    requireNonNull(deadline, "deadline");
  }
}
