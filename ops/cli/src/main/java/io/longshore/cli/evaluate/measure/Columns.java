package io.longshore.cli.evaluate.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was measured of each case, column by column. */
public final class Columns {
  private final int rows;
  private final Map<String, double[]> columns = new HashMap<>();

  /**
   * @param rows by case: what was measured by its name
   */
  public Columns(List<Map<String, Double>> rows) {
    this.rows = rows.size();
    for (int i = 0; i < rows.size(); i++) {
      for (var value : rows.get(i).entrySet()) {
        columns.computeIfAbsent(value.getKey(), name -> unknown())[i] = value.getValue();
      }
    }
  }

  /** How many cases there are. */
  public int rows() {
    return rows;
  }

  double[] column(String name) {
    return columns.getOrDefault(name, unknown());
  }

  private double[] unknown() {
    var column = new double[rows];
    Arrays.fill(column, Double.NaN);
    return column;
  }
}
