package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final String CHECKSUM = "[0-9a-f]{64}";
  private final Shelf shelf = Shelf.load();

  @Test
  void theModelsAreListedTheMostCapableFirst() {
    assertThat(shelf.languageModels())
        .extracting(LanguageModel::name)
        .containsExactly(
            "qwen2.5-coder-1.5b-instruct",
            "qwen2.5-coder-0.5b-instruct",
            "smollm2-135m-instruct",
            "gemma-3-270m");
    assertThat(shelf.languageModels())
        .extracting(model -> model.parts().size())
        .containsExactly(22, 6, 1, 4);
  }

  @Test
  void everyModelSaysLicenceSourceAndLanguagesAndHowItIsUsed() {
    assertThat(shelf.languageModels())
        .allSatisfy(model -> {
          assertThat(model.role()).isEqualTo("generator");
          assertThat(model.licence()).isNotBlank();
          assertThat(model.licenceText()).startsWith("https://");
          assertThat(model.source()).contains("packed by a third party");
          assertThat(model.languages()).isNotBlank();
          assertThat(model.architecture()).isNotBlank();
          assertThat(model.chatTemplate()).isIn("chatml", "llama", "gemma", "none");
          assertThat(model.kv()).isIn("full", "sliding");
          assertThat(model.positions()).isEqualTo("rope");
          assertThat(model.window()).isBetween(8_192, 32_768);
          assertThat(model.context()).isBetween(2_048, model.window());
          assertThat(model.memory().kvBytesAToken()).isPositive();
          assertThat(model.memory().workMegabytes()).isPositive();
        });
  }

  @Test
  void theWholeAndEveryPartArePinnedAndThePartsMakeTheWhole() {
    var wheels = new HashSet<>();
    assertThat(shelf.languageModels())
        .allSatisfy(model -> {
          assertThat(model.file()).matches("[a-z0-9._-]+\\.gguf");
          assertThat(model.sha256()).matches(CHECKSUM);
          assertThat(model.parts().stream().mapToLong(LanguageModel.Part::bytes).sum())
              .isEqualTo(model.bytes());
          assertThat(model.parts())
              .allSatisfy(part -> {
                assertThat(part.wheel().sha256()).matches(CHECKSUM);
                assertThat(part.wheel().version()).matches("\\d+\\.\\d+\\.\\d+");
                assertThat(part.wheelBytes()).isPositive();
                assertThat(part.entry()).isNotBlank();
                assertThat(wheels.add(part.wheel())).as("only once").isTrue();
              });
        });
  }

  @Test
  void theNativeLibraryIsPinned() {
    assertThat(shelf.nativeLibrary().npm().sha256()).matches(CHECKSUM);
    assertThat(shelf.nativeLibrary().licence()).isEqualTo("MIT");
    assertThat(shelf.nativeLibrary().folder()).endsWith("/");
  }

  @Test
  void memoryIsFileKeysAndWork() {
    LanguageModel model = LanguageModels.named("qwen2.5-coder-0.5b-instruct");
    assertThat(model.memoryMegabytes()).isEqualTo(491 + 100 + 180);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> LanguageModels.named("gpt"))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("no language model 'gpt'")
        .hasMessageContaining("qwen2.5-coder-0.5b-instruct, smollm2-135m-instruct");
  }
}
