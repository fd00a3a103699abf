package io.longshore.models.language;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The language model's two folders in a model repository: {@code generator}, with the file, and
 * {@code scorer}, which asks the generator's engine.
 *
 * @param folder the repository
 */
public record LanguageRepository(Path folder) {
  private static final String GENERATOR = "generator";
  private static final String SCORER = "scorer";
  private static final String CONFIG = "config.pbtxt";
  private static final String VERSION = "1";
  private static final String FILE = "model.gguf";
  private static final String ADAPTER = "adapter.gguf";
  private static final Pattern MODEL =
      Pattern.compile("key: \"model\" value \\{ string_value: \"([^\"]+)\"");

  private static final String GENERATOR_CONFIG =
      """
      name: "generator"
      backend: "llama"
      default_model_filename: "model.gguf"
      max_batch_size: 0
      model_transaction_policy { decoupled: true }
      input { name: "text_input" data_type: TYPE_STRING dims: [ 1 ] }
      input { name: "stream" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      input { name: "sampling_parameters" data_type: TYPE_STRING dims: [ 1 ] optional: true }
      input { name: "exclude_input_in_output" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      input { name: "return_finish_reason" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      input { name: "return_num_input_tokens" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      input { name: "return_num_output_tokens" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      input { name: "return_cumulative_logprob" data_type: TYPE_BOOL dims: [ 1 ] optional: true }
      output { name: "text_output" data_type: TYPE_STRING dims: [ 1 ] }
      output { name: "finish_reason" data_type: TYPE_STRING dims: [ 1 ] }
      output { name: "num_input_tokens" data_type: TYPE_UINT32 dims: [ 1 ] }
      output { name: "num_output_tokens" data_type: TYPE_UINT32 dims: [ 1 ] }
      output { name: "cumulative_logprob" data_type: TYPE_FP32 dims: [ 1 ] }
      output { name: "copied" data_type: TYPE_INT32 dims: [ -1, 3 ] }
      output { name: "cached_tokens" data_type: TYPE_UINT32 dims: [ 1 ] }
      instance_group { kind: KIND_CPU count: 1 }
      """;
  private static final String SCORER_CONFIG =
      """
      name: "scorer"
      backend: "llama"
      max_batch_size: 0
      input { name: "prompt" data_type: TYPE_STRING dims: [ 1 ] }
      input { name: "continuations" data_type: TYPE_STRING dims: [ -1 ] }
      output { name: "logprobs" data_type: TYPE_FP32 dims: [ -1 ] }
      output { name: "tokens" data_type: TYPE_INT32 dims: [ -1 ] }
      instance_group { kind: KIND_CPU count: 1 }
      """;

  /**
   * Makes both folders, in place of what is there. A server that runs keeps what it has open.
   *
   * @param adapter applied to the model; null for none
   */
  public void serve(LanguageModel model, Path file, Tuning.@Nullable Ready adapter) {
    Map<String, String> capabilities = capabilities(model);
    var links = new LinkedHashMap<String, Path>();
    links.put(FILE, file);
    if (adapter != null) {
      capabilities.put("adapter", adapter.name());
      capabilities.put("adapter_sha256", adapter.sha256());
      links.put(ADAPTER, adapter.file());
    }
    publish(GENERATOR, GENERATOR_CONFIG + entries(capabilities), links);
    capabilities.put("engine_of", GENERATOR);
    publish(SCORER, SCORER_CONFIG + entries(capabilities), Map.of());
  }

  /** Removes both folders. */
  public void clear() {
    Folders.remove(folder.resolve(GENERATOR));
    Folders.remove(folder.resolve(SCORER));
  }

  /** The model whose folders are there. */
  public Optional<LanguageModel> served() {
    Path config = folder.resolve(GENERATOR).resolve(CONFIG);
    try {
      Matcher name = MODEL.matcher(Files.exists(config) ? Files.readString(config) : "");
      return name.find()
          ? LanguageModels.all().stream()
              .filter(model -> model.name().equals(name.group(1)))
              .findFirst()
          : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("read " + config, e);
    }
  }

  private void publish(String name, String config, Map<String, Path> links) {
    Path target = folder.resolve(name);
    try {
      Path draft = Files.createTempDirectory(Folders.made(folder), ".draft-");
      Files.writeString(draft.resolve(CONFIG), config);
      Path version = Files.createDirectory(draft.resolve(VERSION));
      for (var link : links.entrySet()) {
        Files.createSymbolicLink(version.resolve(link.getKey()), link.getValue().toAbsolutePath());
      }
      Folders.remove(target);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("write " + target, e);
    }
  }

  /** What clients can't see in the tensors. */
  private static Map<String, String> capabilities(LanguageModel model) {
    var capabilities = new LinkedHashMap<String, String>();
    capabilities.put("model", model.name());
    capabilities.put("model_sha256", model.sha256());
    capabilities.put("licence", model.licence());
    capabilities.put("languages", model.languages());
    capabilities.put("window", Integer.toString(model.window()));
    capabilities.put("context", Integer.toString(model.context()));
    capabilities.put("chat_template", model.chatTemplate());
    capabilities.put("streams", "true");
    capabilities.put("scores", "true");
    capabilities.put("masks", "copy");
    capabilities.put("kv", model.kv());
    capabilities.put("positions", model.positions());
    return capabilities;
  }

  private static String entries(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e ->
            "parameters { key: \"%s\" value { string_value: \"%s\" } }%n"
                .formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining());
  }
}
