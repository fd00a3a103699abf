package io.longshore.gateway.dispatch;

import io.longshore.contracts.Limits;
import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a question can't be sent. */
final class DispatchProblem extends ErrorResponseException {
  private DispatchProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static DispatchProblem badRequest(String code, String detail) {
    return new DispatchProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static DispatchProblem tooLong() {
    return new DispatchProblem(
        HttpStatus.CONTENT_TOO_LARGE,
        "question-too-long",
        "A question has at most %d bytes of UTF-8. Hand long texts in as documents."
            .formatted(Limits.QUESTION_BYTES));
  }

  static DispatchProblem unavailable() {
    var problem =
        new DispatchProblem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "questions-unavailable",
            "The question could not be sent on its way. Try again.");
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
    return problem;
  }
}
