package io.longshore.generator.abstention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fitted weights, and what they were fitted on.
 *
 * @param models in the order of preference: the first whose signals are all there decides
 */
record Calibration(String origin, List<Model> models) {
  private static final String RESOURCE = "/abstention/calibration.v1.json";

  Calibration {
    models = List.copyOf(models);
  }

  /**
   * A logistic regression.
   *
   * @param across whether it is for questions in another language than the documents
   * @param weights by name of the signal
   * @param threshold probability of an answer from which one is given
   */
  record Model(boolean across, double bias, Map<Signal, Double> weights, double threshold) {
    Model {
      weights = Map.copyOf(weights);
    }

    double probability(Map<Signal, Double> signals) {
      double sum = bias;
      for (var weight : weights.entrySet()) {
        sum += weight.getValue() * signals.getOrDefault(weight.getKey(), 0.0);
      }
      return 1 / (1 + Math.exp(-sum));
    }
  }

  static Calibration load() {
    try (InputStream in = Calibration.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + RESOURCE);
      }
      return JsonMapper.builder().build().readValue(in, Calibration.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
