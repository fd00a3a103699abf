package io.longshore.runtime.stream;

import org.jspecify.annotations.Nullable;

/** The broker did not acknowledge the record in time: worth another try. */
public final class SendFailed extends RuntimeException {
  public SendFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
