package io.longshore.models;

/** Told what a preparation is doing. */
@FunctionalInterface
public interface Progress {
  /**
   * @param step what is being done, for people
   * @param done share of the whole preparation that is behind, 0 to 1
   */
  void at(String step, double done);
}
