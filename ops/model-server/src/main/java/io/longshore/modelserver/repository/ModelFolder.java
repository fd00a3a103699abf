package io.longshore.modelserver.repository;

import com.google.protobuf.TextFormat;
import io.longshore.inference.kserve.DataType;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelInput;
import io.longshore.inference.kserve.ModelOutput;
import io.longshore.inference.kserve.ModelParameter;
import io.longshore.modelserver.Settings;
import io.longshore.modelserver.packing.EncoderSession;
import io.longshore.modelserver.packing.PackedEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A model's folder as Triton lays it out: {@code config.pbtxt} and a folder a version. */
record ModelFolder(Path folder) {
  private static final String CONFIG = "config.pbtxt";
  private static final String SEGMENT_TOKENS = "segment_tokens";
  private static final int SEGMENT_TOKENS_MAX = 32_768;

  /** The tensors that {@link PackedEncoder} knows how to pack. */
  private static final List<String> INPUTS =
      List.of("input_ids", "position_ids", "segment_ids", "attn_div");

  private static final List<String> OUTPUTS = List.of("pooled", "tokens");

  /** True when it looks like a model's folder at all. */
  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIG));
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** Throws {@link IOException} with the reason when it can't be served. */
  LoadedModel.Encoder encoder(ModelConfig config, Settings settings) throws IOException {
    if (!config.getInputList().stream().map(ModelInput::getName).toList().containsAll(INPUTS)
        || config.getInputCount() != INPUTS.size()
        || !config.getOutputList().stream()
            .map(ModelOutput::getName)
            .toList()
            .containsAll(OUTPUTS)) {
      throw new IOException(
          "only encoders with the inputs %s and the outputs %s are served"
              .formatted(INPUTS, OUTPUTS));
    }
    Path version = newestVersion();
    Path file =
        version.resolve(
            config.getDefaultModelFilename().isEmpty()
                ? "model.onnx"
                : config.getDefaultModelFilename());
    int dimensions = dimensions(config);
    int longest = longest(config, settings);
    boolean isLong = longest > settings.segmentTokens();
    var encoder =
        new PackedEncoder(
            EncoderSession.open(
                file, dimensions, lastPosition(config), isLong ? settings.workers() : 1),
            isLong ? 1 : settings.workers(),
            settings.packTokens(),
            settings.queueTokens(),
            settings.packWait());
    return new LoadedModel.Encoder(
        completed(config, longest), version.getFileName().toString(), dimensions, longest, encoder);
  }

  /**
   * The longest text that is read at once: what the model's own configuration says, where its graph
   * keeps memory in bounds by itself, else the setting; never more than may wait. Such a model has
   * one run at a time, by all threads: two long texts at once would take twice the memory, and each
   * twice as long.
   */
  private static int longest(ModelConfig config, Settings settings) throws IOException {
    int own = Math.toIntExact(number(config, SEGMENT_TOKENS, settings.segmentTokens()));
    if (own < 1 || own > SEGMENT_TOKENS_MAX) {
      throw new IOException(
          "the parameter %s is 1 to %d, got %d".formatted(SEGMENT_TOKENS, SEGMENT_TOKENS_MAX, own));
    }
    return Math.min(own, settings.queueTokens());
  }

  /** What clients can't know: the longest text that is read at once here. */
  private static ModelConfig completed(ModelConfig config, int longest) {
    var parameter = ModelParameter.newBuilder().setStringValue(Integer.toString(longest));
    return config.toBuilder().putParameters(SEGMENT_TOKENS, parameter.build()).build();
  }

  /** The last row of its positions: of the stretched ones, where it has such. */
  private static long lastPosition(ModelConfig config) throws IOException {
    long window = number(config, "window", 1);
    long stretch = number(config, "stretch", 0);
    return stretch == 0
        ? window - 1
        : number(config, "stretched_from", window) + stretch * window - 1;
  }

  private static long number(ModelConfig config, String parameter, long otherwise)
      throws IOException {
    ModelParameter value = config.getParametersMap().get(parameter);
    if (value == null) {
      return otherwise;
    }
    if (!value.getStringValue().matches("\\d{1,7}")) {
      throw new IOException(
          "the parameter %s is a number up to 9999999, got '%s'"
              .formatted(parameter, value.getStringValue()));
    }
    return Long.parseLong(value.getStringValue());
  }

  ModelConfig config() throws IOException {
    var config = ModelConfig.newBuilder();
    TextFormat.Parser.newBuilder()
        .setAllowUnknownFields(true)
        .build()
        .merge(Files.readString(folder.resolve(CONFIG)), config);
    if (config.getName().isEmpty()) {
      config.setName(name());
    } else if (!config.getName().equals(name())) {
      throw new IOException(
          "the folder is %s, the model's name %s".formatted(name(), config.getName()));
    }
    return config.build();
  }

  private static int dimensions(ModelConfig config) throws IOException {
    for (ModelOutput output : config.getOutputList()) {
      if (output.getName().equals("pooled")
          && output.getDimsCount() == 3
          && output.getDataType() == DataType.TYPE_FP32) {
        return Math.toIntExact(output.getDims(2));
      }
    }
    throw new IOException("the output pooled is not FP32 [-1, -1, dimensions]");
  }

  Path newestVersion() throws IOException {
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .filter(path ->
              path.getFileName().toString().matches("[1-9]\\d{0,8}") && Files.isDirectory(path))
          .max((a, b) ->
              Integer.compare(
                  Integer.parseInt(a.getFileName().toString()),
                  Integer.parseInt(b.getFileName().toString())))
          .orElseThrow(() -> new IOException("it has no version"));
    }
  }
}
