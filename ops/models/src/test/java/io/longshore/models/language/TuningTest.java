package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private final LanguageModel model = LanguageModels.named("qwen2.5-coder-0.5b-instruct");
  @TempDir private Path folder;

  @Test
  void nothingThereIsNoTuning() {
    assertThat(found()).isEqualTo(new Tuning.None());
  }

  @Test
  void anAdapterWhoseCardIsOfItAndOfTheModelIsReady() throws IOException {
    String sha256 = adapter("weights");
    card(model.sha256(), sha256);
    assertThat(found())
        .isEqualTo(
            new Tuning.Ready(
                folder.resolve("answers.gguf"),
                "answers-" + sha256.substring(0, 8),
                sha256,
                "made 2026-11-28 of xquad, own for the prompts copy.v1, free.v1",
                List.of("copy.v1", "free.v1")));
  }

  @Test
  void anAdapterIsUsedOnlyWithThePromptsThatItWasMadeFor() throws IOException {
    card(model.sha256(), adapter("weights"));
    assertThat(found().askedBy(Set.of("copy.v1", "free.v1", "plain.v1"))).isEqualTo(found());
    assertThat(found().askedBy(Set.of("copy.v3", "free.v1")))
        .isEqualTo(new Tuning.Refused("it was made for the prompt copy.v1, and copy.v3 is in use"));
    assertThat(found().askedBy(Set.of("copy.v1")))
        .isEqualTo(
            new Tuning.Refused("it was made for the prompt free.v1, and there is none any more"));
    assertThat(new Tuning.None().askedBy(Set.of())).isEqualTo(new Tuning.None());
  }

  @Test
  void anAdapterOfAnotherFileThatWasChangedOrWithoutACardIsRefused() throws IOException {
    String sha256 = adapter("weights");
    assertThat(found()).isInstanceOfSatisfying(Tuning.Refused.class, this::namesTheCard);
    card("0".repeat(64), sha256);
    assertThat(found())
        .isEqualTo(new Tuning.Refused("it was made for another file than the model's"));
    card(model.sha256(), sha256);
    String _ = adapter("changed");
    assertThat(found()).isEqualTo(new Tuning.Refused("its checksum isn't the one of its card"));
    Files.writeString(folder.resolve("answers.json"), "{");
    assertThat(found()).isInstanceOfSatisfying(Tuning.Refused.class, this::namesTheCard);
  }

  private void namesTheCard(Tuning.Refused refused) {
    assertThat(refused.reason()).contains("answers.json", "can't be read");
  }

  private Tuning found() {
    return Tuning.in(folder, model);
  }

  private String adapter(String content) throws IOException {
    return Checksum.sha256(Files.writeString(folder.resolve("answers.gguf"), content));
  }

  private void card(String base, String sha256) throws IOException {
    Files.writeString(
        folder.resolve("answers.json"),
        """
        {"base": {"sha256": "%s"}, "sha256": "%s", "date": "2026-11-28T10:11:12Z",
         "data": [{"name": "xquad"}, {"name": "own"}], "prompts": ["copy.v1", "free.v1"]}
        """
            .formatted(base, sha256));
  }
}
