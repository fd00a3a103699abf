package io.longshore.cli.evaluate.frame;

/** The stack can't do what an arm asks for. */
public final class ArmUnfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ArmUnfit(String reason) {
    super(reason);
  }
}
