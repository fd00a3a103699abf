package io.longshore.cli;

/** Nobody is there to do what was asked for. */
public final class NotRunning extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotRunning(String sentence) {
    super(sentence);
  }
}
