package io.longshore.generator.task;

/** Which workers of an instance are free. Thread-safe. */
final class Slots {
  private final int workers;
  private final int forLong;
  private int taken;
  private int takenByLong;

  Slots(int workers, int keptForShort) {
    this.workers = workers;
    this.forLong = workers - keptForShort;
  }

  /** Takes a worker for a task of the lane, when there is one. */
  synchronized boolean tryTake(Lane lane) {
    if (taken == workers || (lane == Lane.LONG && takenByLong == forLong)) {
      return false;
    }
    taken++;
    takenByLong += lane == Lane.LONG ? 1 : 0;
    return true;
  }

  /** Gives it back. */
  synchronized void release(Lane lane) {
    taken--;
    takenByLong -= lane == Lane.LONG ? 1 : 0;
  }
}
