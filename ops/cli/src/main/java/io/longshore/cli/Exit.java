package io.longshore.cli;

/** Exit codes of every command. */
public final class Exit {
  public static final int GOOD = 0;
  public static final int SOME_FAILED = 1;
  public static final int USAGE = 2;
  public static final int NOT_RUNNING = 3;

  private Exit() {}
}
