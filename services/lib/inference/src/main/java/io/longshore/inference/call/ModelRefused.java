package io.longshore.inference.call;

import org.jspecify.annotations.Nullable;

/** The model doesn't exist or doesn't take this input: the same call will never work. */
public final class ModelRefused extends RuntimeException {
  public static final String CODE = "model-refused";

  public ModelRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
