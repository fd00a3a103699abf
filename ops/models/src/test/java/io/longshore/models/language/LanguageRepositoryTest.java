package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageRepositoryTest {
  private final LanguageModel small = LanguageModels.named("qwen2.5-coder-0.5b-instruct");
  private final LanguageModel tiny = LanguageModels.named("smollm2-135m-instruct");
  @TempDir private Path folder;
  private Path file;
  private LanguageRepository repository;

  @BeforeEach
  void aFileOfTheCache() throws IOException {
    file = Files.writeString(folder.resolve("some.gguf"), "GGUF");
    repository = new LanguageRepository(folder.resolve("repository"));
    Files.createDirectories(repository.folder().resolve("embedder"));
  }

  @Test
  void generatorAndScorerStandBesideTheEmbedderAndLinkToTheFile() throws IOException {
    repository.serve(small, file, null);
    assertThat(repository.folder().resolve("generator/1/model.gguf")).hasContent("GGUF");
    assertThat(repository.folder().resolve("scorer/1")).isEmptyDirectory();
    assertThat(Files.readString(repository.folder().resolve("generator/config.pbtxt")))
        .contains("backend: \"llama\"", "decoupled: true", "name: \"sampling_parameters\"")
        .contains("key: \"model\" value { string_value: \"qwen2.5-coder-0.5b-instruct\" }")
        .contains("key: \"model_sha256\" value { string_value: \"" + small.sha256())
        .contains("key: \"chat_template\" value { string_value: \"chatml\" }")
        .contains("key: \"context\" value { string_value: \"8192\" }")
        .contains("key: \"masks\" value { string_value: \"copy\" }");
    assertThat(Files.readString(repository.folder().resolve("scorer/config.pbtxt")))
        .contains("key: \"engine_of\" value { string_value: \"generator\" }");
    assertThat(repository.served()).contains(small);
  }

  @Test
  void anAdapterIsLinkedAndNamedUntilTheModelIsServedWithout() throws IOException {
    Path adapter = Files.writeString(folder.resolve("answers.gguf"), "LORA");
    var ready =
        new Tuning.Ready(adapter, "answers-12345678", "12345678ff", "made today", List.of());
    repository.serve(small, file, ready);
    Path generator = repository.folder().resolve("generator");
    assertThat(generator.resolve("1/adapter.gguf")).hasContent("LORA");
    for (String model : new String[] {"generator", "scorer"}) {
      assertThat(Files.readString(repository.folder().resolve(model).resolve("config.pbtxt")))
          .contains("key: \"adapter\" value { string_value: \"answers-12345678\" }")
          .contains("key: \"adapter_sha256\" value { string_value: \"12345678ff\" }");
    }
    assertThat(repository.served()).contains(small);
    repository.serve(small, file, null);
    assertThat(generator.resolve("1/adapter.gguf")).doesNotExist();
    assertThat(Files.readString(generator.resolve("config.pbtxt"))).doesNotContain("adapter");
  }

  @Test
  void anotherModelTakesThePlaceAndNothingElseIsLeft() throws IOException {
    repository.serve(small, file, null);
    repository.serve(tiny, file, null);
    assertThat(repository.served()).contains(tiny);
    try (var entries = Files.list(repository.folder())) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("embedder", "generator", "scorer");
    }
  }

  @Test
  void noneRemovesBothAndLeavesTheFileAndTheEmbedder() {
    repository.serve(small, file, null);
    repository.clear();
    assertThat(repository.served()).isEmpty();
    assertThat(repository.folder().resolve("scorer")).doesNotExist();
    assertThat(repository.folder().resolve("embedder")).exists();
    assertThat(file).exists();
    repository.clear();
  }
}
