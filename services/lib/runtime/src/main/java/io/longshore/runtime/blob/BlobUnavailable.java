package io.longshore.runtime.blob;

import org.jspecify.annotations.Nullable;

/** The store can't be reached, read or written now: worth another try. */
public final class BlobUnavailable extends RuntimeException {
  public BlobUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
