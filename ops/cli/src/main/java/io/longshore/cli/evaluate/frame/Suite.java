package io.longshore.cli.evaluate.frame;

import java.util.List;

/** A kind of task: how its data is read, tried and measured. The runner is the same for all. */
public interface Suite<C extends Case> {
  String name();

  /** Whether it makes its data itself, so that none has to be named. */
  default boolean makesData() {
    return false;
  }

  /**
   * Reads the data that the plan names, or makes it by the plan's seed.
   *
   * @throws io.longshore.local.LocalFailure when the data isn't of a shape that it knows
   */
  Data<C> read(Plan plan);

  /** In the order in which they are tried; the first ones are what the others are compared with. */
  List<Arm> arms();

  /** Whether an arm looks for documents that have been handed in to the stack. */
  default boolean searches(Arm arm) {
    return true;
  }

  /** Names of the arms that are tried when nobody names some. */
  default List<String> usual() {
    return arms().stream().map(Arm::name).toList();
  }

  List<Metric> metrics();

  /**
   * Makes an arm ready for the cases, such as by an index of its own.
   *
   * @param bar shows how far that is
   * @throws ArmUnfit when the arm can't run on this stack
   */
  Trial<C> begin(Arm arm, Data<C> data, Shelf shelf, Bar bar);
}
