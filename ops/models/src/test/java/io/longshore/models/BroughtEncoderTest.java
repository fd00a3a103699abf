package io.longshore.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the graph of e5-small-v2 as what an operator brings. */
class BroughtEncoderTest {
  private static final String SLOT = "multilingual-e5-small";

  @TempDir Path folder;
  private Path repository;
  private Path onnx;
  private Path tokenizer;

  @BeforeEach
  void files() throws IOException {
    repository = folder.resolve("models");
    onnx = folder.resolve("brought.onnx");
    tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "{}");
    try (var in = BroughtEncoderTest.class.getResourceAsStream("/e5-small-v2-q.onnx")) {
      Files.copy(Objects.requireNonNull(in), onnx);
    }
  }

  @Test
  void anEncoderIsLaidOutWithTheSettingsOfItsSlot() throws IOException {
    var prepared = BroughtEncoder.install(repository, SLOT, onnx, tokenizer);
    assertThat(prepared.model()).isEqualTo(SLOT);
    assertThat(prepared.generation()).matches("[0-9a-f]{64}-2");
    assertThat(Files.readString(repository.resolve("embedder/config.pbtxt")))
        .contains(prepared.generation().substring(0, 64))
        .contains("key: \"query_prefix\" value { string_value: \"query: \" }")
        .contains("key: \"stretched_from\" value { string_value: \"512\" }")
        .contains("input { name: \"position_ids\"");
    assertThat(repository.resolve("embedder/1/tokenizer.json")).hasContent("{}");
    assertThat(BroughtEncoder.install(repository, SLOT, onnx, tokenizer).generation())
        .as("the same files, the same vectors")
        .isEqualTo(prepared.generation());
    assertThat(names()).containsExactly("embedder");
  }

  @Test
  void aGraphThatHasTheTensorsAlreadyIsTakenAsItIs() throws IOException {
    BroughtEncoder.install(repository, SLOT, onnx, tokenizer);
    Path rewritten =
        Files.move(repository.resolve("embedder/1/model.onnx"), folder.resolve("rewritten.onnx"));
    BroughtEncoder.install(repository, "nomic-embed-text-v1.5", rewritten, tokenizer);
    assertThat(repository.resolve("embedder/1/model.onnx")).hasSameBinaryContentAs(rewritten);
    assertThat(Files.readString(repository.resolve("embedder/config.pbtxt")))
        .contains("key: \"positions\" value { string_value: \"rope\" }")
        .contains("key: \"stretch\" value { string_value: \"0\" }");
  }

  @Test
  void whatCantBeUsedIsRefusedInOneSentenceAndLeavesNothing() throws IOException {
    refused("no-such-model", onnx, "There is no slot no-such-model: bge-m3, ");
    refused(
        "bge-base-en-v1.5",
        onnx,
        "brought.onnx is no bge-base-en-v1.5: its table of positions is 4608 by 384, expected 4608 by 768");
    refused("bge-m3", onnx, "its table of positions is 510 by 384, expected 8192 by 1024");
    refused(
        "jina-embeddings-v2-base-en",
        onnx,
        "has positions of kind alibi, which can't be rewritten: bring a graph that has the tensors [input_ids, position_ids");
    refused(SLOT, folder.resolve("nothing.onnx"), "There is no file ");
    refused(
        SLOT, Files.writeString(folder.resolve("a.onnx"), "no model"), "a.onnx is no ONNX file");
    refused(
        SLOT, Files.createFile(folder.resolve("b.onnx")), "b.onnx is no ONNX file, or an empty");
    Files.delete(tokenizer);
    refused(SLOT, onnx, "There is no tokenizer ");
    assertThat(repository).doesNotExist();
  }

  private void refused(String slot, Path file, String reason) {
    assertThatThrownBy(() -> BroughtEncoder.install(repository, slot, file, tokenizer))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining(reason);
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(repository)) {
      return paths.map(path -> path.getFileName().toString()).toList().stream();
    }
  }
}
