package io.longshore.inference.call;

import org.jspecify.annotations.Nullable;

/** Nobody is at the model's address now: another try may find it. */
public final class ModelAway extends ModelUnavailable {
  public ModelAway(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
