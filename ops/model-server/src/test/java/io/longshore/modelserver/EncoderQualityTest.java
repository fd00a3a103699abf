package io.longshore.modelserver;

import static io.longshore.modelserver.RealEncoder.cosine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.TokenVectors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real model through the real client: what later rooms build on. */
class EncoderQualityTest {

  private static final List<String> ENGLISH =
      List.of(
          "The committee approved the budget for the new harbour in March.",
          "The whale surfaced at dawn and blew a column of mist.",
          "The patient must not eat before the blood test.",
          "The train to the capital leaves every hour.");
  private static final List<List<String>> TRANSLATIONS =
      List.of(
          List.of(
              "Der Ausschuss genehmigte im März den Haushalt für den neuen Hafen.",
              "Der Wal tauchte im Morgengrauen auf und blies eine Nebelsäule aus.",
              "Der Patient darf vor der Blutuntersuchung nichts essen.",
              "Der Zug in die Hauptstadt fährt jede Stunde."),
          List.of("委员会在三月批准了新港口的预算。", "鲸鱼在黎明浮出水面，喷出一柱水雾。", "病人在验血之前不能吃东西。", "去首都的火车每小时一班。"),
          List.of(
              "Komite menyetujui anggaran pelabuhan baru pada bulan Maret.",
              "Paus itu muncul saat fajar dan menyemburkan kabut.",
              "Pasien tidak boleh makan sebelum tes darah.",
              "Kereta ke ibu kota berangkat setiap jam."));

  @RegisterExtension static final RealEncoder MODEL = new RealEncoder();

  @Test
  void aSentenceIsNearestToItsTranslation() {
    assumeTrue(
        MODEL.get().info().notice().isEmpty(), () -> "Skipped: " + MODEL.get().info().notice());
    List<float[]> english = embed(ENGLISH);
    for (List<String> language : TRANSLATIONS) {
      List<float[]> other = embed(language);
      for (int k = 0; k < other.size(); k++) {
        for (int j = 0; j < english.size(); j++) {
          if (j != k) {
            assertThat(cosine(other.get(k), english.get(k)))
                .as("%s as %s", language.get(k), ENGLISH.get(j))
                .isGreaterThan(cosine(other.get(k), english.get(j)));
          }
        }
      }
    }
  }

  @Test
  void companyInARunChangesAVectorOnlyWithinTheToleranceOfInt8() {
    List<float[]> together = embed(ENGLISH);
    for (int k = 0; k < ENGLISH.size(); k++) {
      float[] alone = embed(List.of(ENGLISH.get(k))).getFirst();
      assertThat(cosine(together.get(k), alone)).isGreaterThan(0.99);
    }
    assertThat(cosine(together.get(0), together.get(1)))
        .as("else this would say nothing")
        .isLessThan(0.9);
  }

  @Test
  void aWordsVectorIsNearestToTheSameWordInAnotherSentence() {
    List<TokenVectors> both =
        MODEL
            .get()
            .tokens(
                List.of("The harbour froze.", "Ships left the harbour."),
                Kind.PASSAGE,
                Priority.QUESTION,
                patience());
    int word = token(both.get(0), 4);
    int same = token(both.get(1), 15);
    for (int k = 0; k < both.get(1).size(); k++) {
      assertThat(both.get(0).cosine(word, both.get(1), k))
          .isLessThanOrEqualTo(both.get(0).cosine(word, both.get(1), same));
    }
  }

  private static Bound patience() {
    return Bound.within(Duration.ofMinutes(1));
  }

  private static int token(TokenVectors vectors, int start) {
    for (int k = 0; k < vectors.size(); k++) {
      if (vectors.offsets(k).start() == start) {
        return k;
      }
    }
    throw new AssertionError("no token begins at " + start);
  }

  private static List<float[]> embed(List<String> texts) {
    return MODEL.get().embed(texts, Kind.PASSAGE, Priority.INGESTION, patience()).stream()
        .map(Embedding::vector)
        .toList();
  }
}
