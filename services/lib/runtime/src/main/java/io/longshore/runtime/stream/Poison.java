package io.longshore.runtime.stream;

import org.jspecify.annotations.Nullable;

/**
 * This record can never be worked on: it goes to the dead-letter topic at once, with its reason.
 * Everything else that a stream function throws is tried again first.
 */
public class Poison extends RuntimeException {
  private final String code;

  /**
   * @param code stable reason in kebab case, such as {@code blob-missing}
   * @param message what happened, in words; no text of documents
   */
  public Poison(String code, String message) {
    this(code, message, null);
  }

  public Poison(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public final String code() {
    return code;
  }
}
