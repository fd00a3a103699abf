package io.longshore.inference.call;

import org.jspecify.annotations.Nullable;

/** The model can't be reached, is too busy or took too long: the same call may work later. */
public class ModelUnavailable extends RuntimeException {
  public static final String CODE = "model-unavailable";

  public ModelUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
