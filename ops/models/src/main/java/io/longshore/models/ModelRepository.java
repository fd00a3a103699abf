package io.longshore.models;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of models as Triton lays them out: {@code <role>/config.pbtxt}, {@code
 * <role>/1/model.onnx}, {@code <role>/1/tokenizer.json}.
 */
record ModelRepository(Path folder) {
  private static final String VERSION = "1";
  private static final String CONFIG = "config.pbtxt";
  static final String MODEL_FILE = "model.onnx";
  static final String TOKENIZER_FILE = "tokenizer.json";

  /** True when the role's folder holds exactly this model. */
  boolean holds(Model model) throws IOException {
    Path config = folder.resolve(model.role()).resolve(CONFIG);
    Path version = folder.resolve(model.role()).resolve(VERSION);
    return Files.isRegularFile(config)
        && Files.readString(config).equals(config(model.role(), model.card()))
        && Checksums.matches(version.resolve(TOKENIZER_FILE), model.result().tokenizerSha256())
        && Checksums.matches(version.resolve(MODEL_FILE), model.result().modelSha256());
  }

  /**
   * A folder to write into, in the same file system: {@link #files} takes the model's two files.
   */
  Path draft(Model model) throws IOException {
    Path draft = draft();
    configure(draft, model.role(), model.card());
    return draft;
  }

  /** The same without a configuration yet. */
  Path draft() throws IOException {
    Files.createDirectories(folder);
    Path draft = Files.createDirectory(folder.resolve(".draft-" + UUID.randomUUID()));
    Files.createDirectory(files(draft));
    return draft;
  }

  static void configure(Path draft, String role, EncoderCard card) throws IOException {
    Files.writeString(draft.resolve(CONFIG), config(role, card));
  }

  static Path files(Path draft) {
    return draft.resolve(VERSION);
  }

  /**
   * Puts a finished draft in place of what is there; a model server that has the old files open
   * keeps them.
   */
  void publish(Model model, Path draft) throws IOException {
    try {
      replace(model.role(), draft);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      if (!holds(model)) {
        throw e;
      }
      delete(draft); // another process made the same
    }
  }

  /** The same, whatever the draft holds. */
  void replace(String role, Path draft) throws IOException {
    Path target = folder.resolve(role);
    if (Files.exists(target)) {
      Path old = Files.createDirectory(folder.resolve(".old-" + UUID.randomUUID()));
      Files.move(target, old.resolve(role));
      delete(old);
    }
    Files.move(draft, target);
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * What Triton calls the configuration; the parameters tell clients what they can't see in the
   * tensors.
   */
  private static String config(String role, EncoderCard card) {
    String entries =
        card.parameters().entrySet().stream()
            .map(e ->
                "parameters { key: \"%s\" value { string_value: \"%s\" } }%n"
                    .formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    return """
    name: "%1$s"
    backend: "onnxruntime"
    default_model_filename: "model.onnx"
    max_batch_size: 0
    input { name: "input_ids" data_type: TYPE_INT64 dims: [ -1, -1 ] }
    input { name: "position_ids" data_type: TYPE_INT64 dims: [ -1, -1 ] }
    input { name: "segment_ids" data_type: TYPE_INT64 dims: [ -1, -1 ] }
    input { name: "attn_div" data_type: TYPE_FP32 dims: [ 1 ] }
    output { name: "tokens" data_type: TYPE_FP32 dims: [ -1, -1, %2$d ] }
    output { name: "pooled" data_type: TYPE_FP32 dims: [ -1, -1, %2$d ] }
    instance_group { kind: KIND_CPU count: 1 }
    """
            .formatted(role, card.dimensions())
        + entries;
  }
}
