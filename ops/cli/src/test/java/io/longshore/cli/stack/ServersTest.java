package io.longshore.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.LanguageRepository;
import io.longshore.models.language.LlamaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {
  private static final int PORT = 9_306;

  @TempDir private Path folder;

  @Test
  void withoutALanguageModelTheModelServerHearsOfNoEngine() {
    assertThat(environment())
        .containsEntry("LONGSHORE_MODELS_ADDRESS", "127.0.0.1:" + PORT)
        .containsEntry("LONGSHORE_MODELS_REPOSITORY", folder.resolve("models").toString())
        .containsEntry("ORT_DISABLE_TELEMETRY", "1")
        .doesNotContainKeys("LONGSHORE_MODELS_LLAMA", "LONGSHORE_MODELS_CONTEXT_TOKENS");
  }

  @Test
  void withOneItIsToldWhereTheEngineLiesAndHowLongItsContextIs() throws IOException {
    LanguageModel model = LanguageModels.named("smollm2-135m-instruct");
    Path file = Files.createFile(folder.resolve("some.gguf"));
    new LanguageRepository(folder.resolve("models")).serve(model, file, null);
    assertThat(environment()).containsEntry("LONGSHORE_MODELS_CONTEXT_TOKENS", "8192");
    LlamaLibrary.here()
        .ifPresent(library ->
            assertThat(environment()).containsEntry("LONGSHORE_MODELS_LLAMA", library.toString()));
  }

  @Test
  void aModelIsInUseOnlyWhileTheModelServerRuns() throws IOException {
    LanguageModel model = LanguageModels.named("smollm2-135m-instruct");
    Path file = Files.createFile(folder.resolve("some.gguf"));
    new LanguageRepository(folder.resolve("models")).serve(model, file, null);
    assertThat(Models.served(new Home(folder))).contains(model);
    assertThat(Models.inUse(new Home(folder))).isEmpty();
  }

  private Map<String, String> environment() {
    var server = new Servers(new Home(folder), 9_300).of(Part.MODEL_SERVER, 1, PORT);
    return ((JvmServer) server).environment();
  }
}
