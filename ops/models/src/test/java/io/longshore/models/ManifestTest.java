package io.longshore.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
          assertThat(model.positions()).isEqualTo(model.gguf() == null ? "absolute" : "rope");
          assertThat(model.graph() == null)
              .as("a graph is rewritten or drawn")
              .isEqualTo(model.gguf() != null);
          assertThat(model.result().modelSha256()).matches("[0-9a-f]{64}");
          assertThat(model.result().tokenizerSha256()).matches("[0-9a-f]{64}");
        });
  }

  @Test
  void theLongEncoderIsOfferedAndNotMadeUnasked() {
    assertThat(ModelShelf.offers())
        .extracting(Offer::role, Offer::name)
        .containsExactly(tuple("embedder-long", "nomic-embed-text-v1.5"));
    Model model = manifest.ofRole("embedder-long").getFirst();
    assertThat(model.card().parameters())
        .containsEntry("window", "2048")
        .containsEntry("segment_tokens", "8192")
        .containsEntry("turns", "true")
        .containsEntry("stretch", "0")
        .containsEntry("query_prefix", "search_query: ")
        .containsEntry("passage_prefix", "search_document: ");
    assertThat(manifest.ofRole("embedder").getFirst().card().parameters())
        .doesNotContainKeys("turns", "segment_tokens");
  }

  @Test
  void everySlotSaysWhatAnEncoderNeedsAndWhatHasToBeChecked() {
    assertThat(manifest.encoders())
        .extracting(EncoderSlot::name)
        .contains(
            "bge-m3",
            "e5-small-v2",
            "e5-base-4k",
            "multilingual-e5-small",
            "multilingual-e5-base",
            "multilingual-e5-large",
            "gte-multilingual-base",
            "nomic-embed-text-v1.5",
            "jina-embeddings-v2-base-en",
            "snowflake-arctic-embed-l-v2.0",
            "m2-bert-80M-32k-retrieval")
        .doesNotHaveDuplicates();
    assertThat(manifest.encoders())
        .allSatisfy(slot -> {
          assertThat(slot.licence()).isIn("MIT", "Apache-2.0");
          assertThat(slot.source()).startsWith("https://");
          assertThat(slot.languages()).isNotBlank();
          assertThat(slot.window()).isBetween(512, 32_768);
          assertThat(slot.dimensions()).isIn(384, 768, 1_024);
          assertThat(slot.pooling()).isIn("mean", "cls");
          assertThat(slot.positions()).isIn("absolute", "rope", "alibi", "none");
          assertThat(slot.attentionDivisor()).isBetween(5.65, 8.0);
          assertThat(slot.stretch() > 1)
              .as("rows between exist only in a learned table")
              .isEqualTo(slot.positions().equals("absolute") && slot.window() == 512);
          assertThat(slot.unverified())
              .isSubsetOf("languages", "pooling", "attention-divisor", "window");
        });
  }
}
