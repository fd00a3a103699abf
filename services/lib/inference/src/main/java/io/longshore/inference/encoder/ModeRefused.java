package io.longshore.inference.encoder;

/** The model's positions don't allow the mode: with this model the same call will never work. */
public final class ModeRefused extends RuntimeException {
  public static final String CODE = "long-mode-refused";

  public ModeRefused(String message) {
    super(message);
  }
}
