package io.longshore.runtime.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Codes for what only has a status. */
final class ProblemCodes {
  private ProblemCodes() {}

  /** Such as {@code not-found}, {@code method-not-allowed}, {@code unsupported-media-type}. */
  static String of(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    if (known == null) {
      return status.is5xxServerError() ? "internal" : "bad-request";
    }
    return switch (known) {
      case INTERNAL_SERVER_ERROR -> "internal";
      case CONTENT_TOO_LARGE -> "too-large";
      default -> known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  /** In words, where nothing better is known. */
  static String reason(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null ? "Status " + status.value() : known.getReasonPhrase();
  }
}
