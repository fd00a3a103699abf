package io.longshore.gateway.stream;

import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a stream can't be opened. */
final class StreamProblem extends ErrorResponseException {
  private StreamProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  /** The broker can't be reached, or has not been yet. */
  static StreamProblem unavailable() {
    return later("answers-unavailable", "The way to the answers is down. Try again.", 2);
  }

  static StreamProblem tooMany(int readers) {
    return later("too-many-streams", "%d requests read answers already.".formatted(readers), 5);
  }

  static StreamProblem expired() {
    return new StreamProblem(
        HttpStatus.GONE, "stream-expired", "The events of this answer are kept no longer.");
  }

  boolean isExpired() {
    return getStatusCode().equals(HttpStatus.GONE);
  }

  private static StreamProblem later(String code, String detail, int seconds) {
    var problem = new StreamProblem(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    return problem;
  }
}
