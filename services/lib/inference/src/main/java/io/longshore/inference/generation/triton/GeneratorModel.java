package io.longshore.inference.generation.triton;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelInput;
import io.longshore.inference.kserve.ModelParameter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a model server says of a generator, and which inputs it takes. */
record GeneratorModel(GeneratorInfo info, Set<String> inputs) {
  /**
   * From the parameters of the configuration. A model that has none can write, and nothing else is
   * known of it.
   */
  static GeneratorModel of(ModelConfig config, int unknownContext) {
    var info =
        new GeneratorInfo(
            parameter(config, "model").orElse(config.getName())
                + parameter(config, "adapter").map(name -> "+" + name).orElse(""),
            parameter(config, "model_sha256").orElse(""),
            parameter(config, "licence").orElse(""),
            parameter(config, "context").map(GeneratorModel::tokens).orElse(unknownContext),
            template(config),
            parameter(config, "masks").filter("copy"::equals).isPresent(),
            parameter(config, "scores").filter("true"::equals).isPresent());
    Set<String> inputs =
        config.getInputList().stream().map(ModelInput::getName).collect(toUnmodifiableSet());
    return new GeneratorModel(info, inputs);
  }

  private static ChatTemplate template(ModelConfig config) {
    try {
      return ChatTemplate.of(
          config.getParametersMap().entrySet().stream()
              .collect(toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().getStringValue())));
    } catch (IllegalArgumentException e) {
      throw new ModelRefused("The model's turns are marked by what can't be: " + e.getMessage(), e);
    }
  }

  private static int tokens(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new ModelRefused("The context of the model is no number: " + value, e);
    }
  }

  private static Optional<String> parameter(ModelConfig config, String name) {
    return Optional.ofNullable(config.getParametersMap().get(name))
        .map(ModelParameter::getStringValue);
  }
}
