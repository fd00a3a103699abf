package io.longshore.ingest.refusal;

import org.jspecify.annotations.Nullable;

/** This file can't become text, and trying again won't change that. */
public final class Refused extends RuntimeException {
  private final Refusal refusal;

  public Refused(Refusal refusal) {
    this(refusal, null);
  }

  public Refused(Refusal refusal, @Nullable Throwable cause) {
    super(refusal.code(), cause);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
