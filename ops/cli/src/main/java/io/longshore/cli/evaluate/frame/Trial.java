package io.longshore.cli.evaluate.frame;

/** An arm at work. */
@FunctionalInterface
public interface Trial<C extends Case> extends AutoCloseable {
  /**
   * Tries one case.
   *
   * @throws ArmUnfit when the arm can't run on this stack
   */
  Tried attempt(C one);

  /** Nothing more is tried. */
  @Override
  default void close() {}
}
