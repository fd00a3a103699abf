package io.longshore.cli.evaluate.frame;

import java.util.List;

/** A kind of task: how its data is read, tried and measured. The runner is the same for all. */
public interface Suite<C extends Case> {
  String name();

  /**
   * @throws io.longshore.local.LocalFailure when the data isn't of a shape that it knows
   */
  Data<C> read(Source source);

  /** In the order in which they are tried; the first ones are what the others are compared with. */
  List<Arm> arms();

  List<Metric> metrics();

  /**
   * Tries one case.
   *
   * @throws ArmUnfit when the arm can't run on this stack
   */
  Tried attempt(C one, Arm arm, Shelf shelf);
}
