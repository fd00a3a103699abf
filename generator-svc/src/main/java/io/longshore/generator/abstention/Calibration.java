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
 * @param models of the evidence, in the order of preference: the first whose signals are all there
 *     decides
 * @param readers of the models that read it: the first that is of a model's name
 */
record Calibration(String origin, List<Model> models, List<Reader> readers) {
  private static final String RESOURCE = "/abstention/calibration.v2.json";

  Calibration {
    models = List.copyOf(models);
    readers = List.copyOf(readers);
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
      return Calibration.probability(sum);
    }
  }

  /**
   * @param logOdds natural
   */
  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
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
