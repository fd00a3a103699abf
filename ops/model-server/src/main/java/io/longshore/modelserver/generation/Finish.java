package io.longshore.modelserver.generation;

import java.util.Locale;

/** Why a text has ended. */
public enum Finish {
  /** The model ended it, or one of the stop strings came. */
  STOP,
  /** As many tokens as were asked for, or the context is full. */
  LENGTH,
  /** Nobody waits for it any more. */
  CANCELLED;

  /** As vLLM writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
