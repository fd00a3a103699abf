package io.longshore.contracts.answer;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import java.time.Instant;

/**
 * Nobody waits for this answer any more (topic {@code cancelled}, key = question id). It may be
 * heard before its question.
 *
 * @param deadline of the question: it need not be remembered longer
 */
public record Cancelled(Principal principal, QuestionId question, Instant deadline, Instant at) {}
