package io.longshore.modelserver.repository;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.kserve.DataType;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelInput;
import io.longshore.inference.kserve.ModelOutput;
import io.longshore.inference.kserve.ModelParameter;
import io.longshore.inference.kserve.ModelTransactionPolicy;
import io.longshore.modelserver.engine.Capabilities;
import io.longshore.modelserver.engine.ChatTurns;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Completes the configurations of models on llama.cpp as Triton's vLLM back end completes its own:
 * a file may say no more than name and back end.
 */
final class LlamaConfig {
  static final String BACKEND = "llama";

  /** Parameter of a scorer: the model whose engine it asks. */
  static final String ENGINE_OF = "engine_of";

  /** Parameter: the name of the adapter that is applied. */
  private static final String ADAPTER = "adapter";

  private static final String ADAPTER_SHA256 = "adapter_sha256";

  /** Parameter: why an adapter that lies there is not applied. */
  private static final String ADAPTER_REFUSED = "adapter_refused";

  /** Parameter: why the turns that the model's file has a template for are not marked. */
  private static final String TURNS_REFUSED = "chat_template_refused";

  private static final List<String> OPTIONAL_FLAGS =
      List.of(
          "exclude_input_in_output",
          "return_finish_reason",
          "return_num_input_tokens",
          "return_num_output_tokens",
          "return_cumulative_logprob");

  private LlamaConfig() {}

  static ModelConfig writer(ModelConfig given, Capabilities engine) {
    var config = given.toBuilder();
    input(config, "text_input", DataType.TYPE_STRING, 1, false);
    input(config, "stream", DataType.TYPE_BOOL, 1, true);
    input(config, "sampling_parameters", DataType.TYPE_STRING, 1, true);
    OPTIONAL_FLAGS.forEach(name -> input(config, name, DataType.TYPE_BOOL, 1, true));
    output(config, "text_output", DataType.TYPE_STRING, 1);
    output(config, "finish_reason", DataType.TYPE_STRING, 1);
    output(config, "cumulative_logprob", DataType.TYPE_FP32, 1);
    output(config, "num_input_tokens", DataType.TYPE_UINT32, 1);
    output(config, "num_output_tokens", DataType.TYPE_UINT32, 1);
    output(config, "cached_tokens", DataType.TYPE_UINT32, 1);
    output(config, "copied", DataType.TYPE_INT32, -1, 3);
    config.setModelTransactionPolicy(ModelTransactionPolicy.newBuilder().setDecoupled(true));
    parameter(config, "streams", "true");
    parameter(config, "masks", "copy");
    return capabilities(config, engine);
  }

  /** Names the adapter, as far as the file doesn't. */
  static ModelConfig adapted(ModelConfig given) {
    var config = given.toBuilder();
    parameter(config, ADAPTER, "unnamed");
    return config.removeParameters(ADAPTER_REFUSED).build();
  }

  /**
   * Says that none is applied, whatever the file says.
   *
   * @param reason why one that lies there isn't; empty when none lies there
   */
  static ModelConfig notAdapted(ModelConfig given, String reason) {
    var config = given.toBuilder().removeParameters(ADAPTER).removeParameters(ADAPTER_SHA256);
    if (!reason.isEmpty()) {
      parameter(config, ADAPTER_REFUSED, reason);
    }
    return config.build();
  }

  /** Of a scorer that asks the writer's engine, adapter included. */
  static ModelConfig scorer(ModelConfig given, Writer writer) {
    var config = notAdapted(given, "").toBuilder();
    for (String name : List.of(ADAPTER, ADAPTER_SHA256)) {
      ModelParameter value = writer.config().getParametersMap().get(name);
      if (value != null) {
        config.putParameters(name, value);
      }
    }
    input(config, "prompt", DataType.TYPE_STRING, 1, false);
    input(config, "continuations", DataType.TYPE_STRING, -1, false);
    output(config, "logprobs", DataType.TYPE_FP32, -1);
    output(config, "tokens", DataType.TYPE_INT32, -1);
    return capabilities(config, writer.generator().capabilities());
  }

  /** What the engine knows better than the file wins; the rest is only completed. */
  private static ModelConfig capabilities(ModelConfig.Builder config, Capabilities engine) {
    parameter(config, "model", engine.name());
    turns(config, engine.chat());
    parameter(config, "scores", "true");
    parameter(config, "kv", engine.fullAttention() ? "full" : "sliding");
    parameter(config, "positions", "rope");
    parameter(config, "window", Integer.toString(engine.window()));
    var context = ModelParameter.newBuilder().setStringValue(Integer.toString(engine.context()));
    return config.putParameters("context", context.build()).build();
  }

  /** A file that says how turns are marked is right; one that names what nobody knows isn't. */
  private static void turns(ModelConfig.Builder config, ChatTurns chat) {
    config.removeParameters(TURNS_REFUSED);
    if (ChatTemplate.isSaid(strings(config))) {
      return;
    }
    chat.template()
        .parameters()
        .forEach((name, value) -> parameter(config.removeParameters(name), name, value));
    if (!chat.refused().isEmpty()) {
      parameter(config, TURNS_REFUSED, chat.refused());
    }
  }

  private static Map<String, String> strings(ModelConfig.Builder config) {
    return config.getParametersMap().entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().getStringValue()));
  }

  private static void input(
      ModelConfig.Builder config, String name, DataType type, long dim, boolean optional) {
    Set<String> known =
        config.getInputList().stream().map(ModelInput::getName).collect(toUnmodifiableSet());
    if (!known.contains(name)) {
      config.addInput(
          ModelInput.newBuilder()
              .setName(name)
              .setDataType(type)
              .addDims(dim)
              .setOptional(optional));
    }
  }

  private static void output(ModelConfig.Builder config, String name, DataType type, long... dims) {
    Set<String> known =
        config.getOutputList().stream().map(ModelOutput::getName).collect(toUnmodifiableSet());
    if (!known.contains(name)) {
      var output = ModelOutput.newBuilder().setName(name).setDataType(type);
      for (long dim : dims) {
        output.addDims(dim);
      }
      config.addOutput(output);
    }
  }

  private static void parameter(ModelConfig.Builder config, String name, String value) {
    if (!config.containsParameters(name)) {
      config.putParameters(name, ModelParameter.newBuilder().setStringValue(value).build());
    }
  }
}
