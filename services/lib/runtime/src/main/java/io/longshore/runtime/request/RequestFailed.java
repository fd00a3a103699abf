package io.longshore.runtime.request;

import org.jspecify.annotations.Nullable;

/** A request that brought no reply to work with. */
public class RequestFailed extends RuntimeException {
  private final String code;

  /**
   * @param code stable, in kebab case
   */
  public RequestFailed(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public final String code() {
    return code;
  }
}
