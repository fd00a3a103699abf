package io.longshore.cli.evaluate.measure;

/** A measured value and where it may lie: the bounds of its 95 % interval. NaN is not known. */
public record Interval(double value, double low, double high) {
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /** Whether all of it lies on one side of zero: as a difference it is no accident. */
  public boolean isClear() {
    return low > 0 || high < 0;
  }
}
