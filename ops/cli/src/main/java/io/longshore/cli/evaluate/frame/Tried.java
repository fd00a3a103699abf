package io.longshore.cli.evaluate.frame;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What came of one case.
 *
 * @param measured by the names that the metrics know
 * @param seen what was asked, what was wanted and what was answered, for a reader
 */
public record Tried(Map<String, Double> measured, JsonNode seen) {
  public Tried {
    measured = Map.copyOf(measured);
  }
}
