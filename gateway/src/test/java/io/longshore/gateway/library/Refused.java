package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What somebody is told whom the library doesn't let. */
final class Refused {
  private Refused() {}

  /** As something that never was. */
  static void notThere(ThrowingCallable call) {
    with(404, null, call);
  }

  static void forbidden(String code, ThrowingCallable call) {
    with(403, code, call);
  }

  static void conflict(String code, ThrowingCallable call) {
    with(409, code, call);
  }

  private static void with(int status, @Nullable String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LibraryProblem.class,
            problem -> {
              assertThat(problem.getStatusCode().value()).isEqualTo(status);
              if (code != null) {
                assertThat(problem.getBody().getProperties()).containsEntry("code", code);
              }
            });
  }
}
