package io.longshore.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestTest {
  private final Manifest manifest = Manifest.load();

  @Test
  void theMultilingualEncoderIsPreferredAndOnlyTheOtherCarriesANotice() {
    var embedders = manifest.ofRole("embedder");
    assertThat(embedders)
        .extracting(Model::name)
        .containsExactly("multilingual-e5-small", "e5-small-v2");
    assertThat(embedders.getFirst().notice()).isEmpty();
    assertThat(embedders.getLast().notice()).contains("English only");
  }

  @Test
  void everyModelSaysItsLicenceAndSourceAndPinsWhatComesOut() {
    assertThat(manifest.models())
        .allSatisfy(model -> {
          assertThat(model.licence()).isNotBlank();
          assertThat(model.source()).isNotBlank();
          assertThat(model.positions()).isEqualTo("absolute");
          assertThat(model.graph().sha256()).matches("[0-9a-f]{64}");
          assertThat(model.result().modelSha256()).matches("[0-9a-f]{64}");
          assertThat(model.result().tokenizerSha256()).matches("[0-9a-f]{64}");
        });
  }
}
