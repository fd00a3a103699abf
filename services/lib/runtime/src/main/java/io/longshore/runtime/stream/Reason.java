package io.longshore.runtime.stream;

/**
 * Why a record was given up.
 *
 * @param code {@link Poison#code}, or {@value #RETRIES_EXHAUSTED}
 * @param cause the {@link Poison} or {@link SendFailed} in what was thrown, else all of it
 */
record Reason(String code, String detail, Throwable cause) {
  static final String RETRIES_EXHAUSTED = "retries-exhausted";

  /** Of what a listener threw, with the framework's wrappings. */
  static Reason of(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Poison poison) {
        return new Reason(poison.code(), String.valueOf(poison.getMessage()), poison);
      }
      if (t instanceof SendFailed failed) {
        return new Reason(RETRIES_EXHAUSTED, String.valueOf(failed.getMessage()), failed);
      }
      innermost = t;
    }
    return new Reason(
        RETRIES_EXHAUSTED,
        innermost.getClass().getSimpleName() + ": " + innermost.getMessage(),
        thrown);
  }

  boolean isPoison() {
    return cause instanceof Poison;
  }
}
