package io.longshore.local;

/** What went wrong on this machine and what helps, in one sentence for a person. */
public final class LocalFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LocalFailure(String sentence) {
    super(sentence);
  }

  public LocalFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
