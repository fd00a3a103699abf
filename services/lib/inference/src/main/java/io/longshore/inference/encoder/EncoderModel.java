package io.longshore.inference.encoder;

import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelParameter;

/** What a model server says of an encoder, and what its graph needs beyond. */
record EncoderModel(EncoderInfo info, float attentionDivisor) {

  /** From the parameters that {@code ops/models} writes into the configuration. */
  static EncoderModel of(ModelConfig config) {
    int dimensions = Integer.parseInt(parameter(config, "dimensions"));
    int window = Integer.parseInt(parameter(config, "window"));
    var info =
        new EncoderInfo(
            parameter(config, "model"),
            dimensions,
            window,
            parameter(config, "model_sha256") + "-" + parameter(config, "graph_version"),
            parameter(config, "query_prefix"),
            parameter(config, "passage_prefix"),
            parameter(config, "languages"),
            parameter(config, "notice"),
            positions(config, window));
    return new EncoderModel(info, Float.parseFloat(parameter(config, "attention_divisor")));
  }

  /** A Triton says no {@code segment_tokens}: then every row may be used at once. */
  private static Positions positions(ModelConfig config, int window) {
    int stretch = number(config, "stretch", 0);
    return new Positions(
        Positions.Kind.of(otherwise(config, "positions", "unknown")),
        window,
        number(config, "stretched_from", 0),
        stretch,
        number(config, "segment_tokens", Math.max(stretch, 1) * window),
        Boolean.parseBoolean(otherwise(config, "turns", "false")));
  }

  private static int number(ModelConfig config, String name, int otherwise) {
    return Integer.parseInt(otherwise(config, name, Integer.toString(otherwise)));
  }

  private static String otherwise(ModelConfig config, String name, String otherwise) {
    ModelParameter value = config.getParametersMap().get(name);
    return value == null ? otherwise : value.getStringValue();
  }

  private static String parameter(ModelConfig config, String name) {
    ModelParameter value = config.getParametersMap().get(name);
    if (value == null) {
      throw new ModelRefused(
          "The model %s has no parameter %s".formatted(config.getName(), name), null);
    }
    return value.getStringValue();
  }
}
