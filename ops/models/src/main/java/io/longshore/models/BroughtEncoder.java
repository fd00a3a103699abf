package io.longshore.models;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.models.graph.EncoderGraph;
import io.longshore.models.graph.GraphTensors;
import io.longshore.models.onnx.ModelProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Puts an encoder that an operator brings into a repository, with the settings of its slot. */
public final class BroughtEncoder {
  private static final String ROLE = "embedder";

  private BroughtEncoder() {}

  /** Names of the slots, in the order of the list. */
  public static List<String> slots() {
    return Manifest.load().encoders().stream().map(EncoderSlot::name).toList();
  }

  /**
   * Makes {@code <repository>/embedder} of the files. A graph with its exporter's tensors and a
   * learned table of positions is rewritten; one that has Longshore's tensors is taken as it is.
   *
   * @param slot a name of {@link #slots}
   * @param onnx the graph, exported to operator set 11 in one file
   * @return the generation of its vectors
   * @throws LocalFailure with one sentence for a person
   */
  public static ModelShelf.Prepared install(
      Path repository, String slot, Path onnx, Path tokenizer) {
    EncoderSlot settings =
        Manifest.load().encoders().stream()
            .filter(each -> each.name().equals(slot))
            .findFirst()
            .orElseThrow(() ->
                new LocalFailure(
                    "There is no slot %s: %s".formatted(slot, String.join(", ", slots()))));
    try {
      return install(new ModelRepository(repository), settings, onnx, tokenizer);
    } catch (IOException e) {
      throw new LocalFailure(
          "The encoder %s can't be written to %s: %s".formatted(slot, repository, e), e);
    }
  }

  private static ModelShelf.Prepared install(
      ModelRepository repository, EncoderSlot slot, Path onnx, Path tokenizer) throws IOException {
    if (!Files.isRegularFile(tokenizer)) {
      throw new LocalFailure("There is no tokenizer " + tokenizer);
    }
    ModelProto graph = rewritten(slot, onnx);
    Path draft = repository.draft();
    try {
      Path model = ModelRepository.files(draft).resolve(ModelRepository.MODEL_FILE);
      try (var out = new BufferedOutputStream(Files.newOutputStream(model))) {
        graph.writeTo(out);
      }
      Files.copy(tokenizer, ModelRepository.files(draft).resolve(ModelRepository.TOKENIZER_FILE));
      EncoderCard card = slot.card(Checksum.sha256(model));
      ModelRepository.configure(draft, ROLE, card);
      repository.replace(ROLE, draft);
      return new ModelShelf.Prepared(
          slot.name(), card.sha256() + "-" + EncoderGraph.VERSION, unverified(slot), true);
    } finally {
      if (Files.exists(draft)) {
        ModelRepository.delete(draft);
      }
    }
  }

  private static ModelProto rewritten(EncoderSlot slot, Path onnx) throws IOException {
    ModelProto graph = read(onnx);
    String file = String.valueOf(onnx.getFileName());
    if (GraphTensors.areLongshores(graph)) {
      return graph;
    }
    if (!slot.positions().equals("absolute")) {
      throw new LocalFailure(
          "%s has positions of kind %s, which can't be rewritten: bring a graph that has the tensors %s"
              .formatted(slot.name(), slot.positions(), GraphTensors.INPUTS));
    }
    ModelProto made;
    try {
      made = EncoderGraph.rewrite(graph, slot.kind());
    } catch (IllegalArgumentException e) {
      throw new LocalFailure("%s can't be rewritten: %s".formatted(file, e.getMessage()), e);
    }
    long[] table = GraphTensors.positions(made);
    long rows = slot.stretch() == 1 ? slot.window() : (1L + slot.stretch()) * slot.window();
    if (table[0] < rows || table[1] != slot.dimensions()) {
      throw new LocalFailure(
          "%s is no %s: its table of positions is %d by %d, expected %d by %d"
              .formatted(file, slot.name(), table[0], table[1], rows, slot.dimensions()));
    }
    return made;
  }

  private static ModelProto read(Path onnx) throws IOException {
    if (!Files.isRegularFile(onnx)) {
      throw new LocalFailure("There is no file " + onnx);
    }
    try {
      var graph = ModelProto.parseFrom(UnsafeByteOperations.unsafeWrap(Files.readAllBytes(onnx)));
      if (graph.getGraph().getNodeCount() > 0) {
        return graph;
      }
    } catch (InvalidProtocolBufferException e) {
      throw new LocalFailure(onnx.getFileName() + " is no ONNX file", e);
    }
    throw new LocalFailure(onnx.getFileName() + " is no ONNX file, or an empty one");
  }

  private static String unverified(EncoderSlot slot) {
    return slot.unverified().isEmpty()
        ? ""
        : slot.unverified().stream()
            .collect(Collectors.joining(", ", "Check with its makers: ", ""));
  }
}
