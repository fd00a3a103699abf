package io.longshore.runtime.problem;

import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ProblemDetail;

/** What a room knows of requests that run into a constraint because somebody else was faster. */
@FunctionalInterface
public interface Overtaken {
  /** Empty for what only a fault of the room's own violates. */
  Optional<ProblemDetail> problem(DataIntegrityViolationException violated);
}
