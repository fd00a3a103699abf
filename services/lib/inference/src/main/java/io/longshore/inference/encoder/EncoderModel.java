package io.longshore.inference.encoder;

import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelParameter;

/** What a model server says of an encoder, and what its graph needs beyond. */
record EncoderModel(EncoderInfo info, float attentionDivisor) {

  /** From the parameters that {@code ops/models} writes into the configuration. */
  static EncoderModel of(ModelConfig config) {
    int dimensions = Integer.parseInt(parameter(config, "dimensions"));
    var info =
        new EncoderInfo(
            parameter(config, "model"),
            dimensions,
            Integer.parseInt(parameter(config, "window")),
            parameter(config, "model_sha256") + "-" + parameter(config, "graph_version"),
            parameter(config, "query_prefix"),
            parameter(config, "passage_prefix"),
            parameter(config, "languages"),
            parameter(config, "notice"));
    return new EncoderModel(info, Float.parseFloat(parameter(config, "attention_divisor")));
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
