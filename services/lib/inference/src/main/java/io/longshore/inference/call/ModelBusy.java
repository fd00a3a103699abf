package io.longshore.inference.call;

import org.jspecify.annotations.Nullable;

/** The model server is there and full, or this client's own calls are: later it will work. */
public final class ModelBusy extends ModelUnavailable {
  public ModelBusy(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
