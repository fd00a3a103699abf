package io.longshore.gateway.door.api;

import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** What is wrong with a request. */
final class ApiProblem extends ErrorResponseException {
  private ApiProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static ApiProblem badRequest(String code, String detail) {
    return new ApiProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static ApiProblem of(HttpStatus status, String code, String detail) {
    return new ApiProblem(status, code, detail);
  }
}
