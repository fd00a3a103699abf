package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.ModeRefused;
import io.longshore.inference.encoder.TritonEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real model through the real client: a mode reaches the graph, and is none in name only. */
class LongModesTest {
  private static final String SENTENCE = "The harbour master counted the ships of the morning. ";
  private static final String BEGINNING = SENTENCE.repeat(75);
  private static final String END = "The key of the old lighthouse is number 48213. ";

  @RegisterExtension static final RealEncoder MODEL = new RealEncoder();

  @ParameterizedTest
  @EnumSource(names = {"PCW", "GP", "RP", "PI", "PI_KEEP20"})
  void whatStandsBehindTheWindowChangesTheVectorAndWithoutAModeItDoesNot(LongMode mode) {
    List<Embedding> plain = embed(MODEL.get(), LongMode.NONE, BEGINNING, BEGINNING + END);
    assertThat(plain.get(1).tokensSeen()).isEqualTo(512);
    assertThat(cosine(plain.get(0), plain.get(1))).isGreaterThan(0.99999);
    List<Embedding> read = embed(MODEL.get(), mode, BEGINNING, BEGINNING + END);
    assertThat(read.get(1).truncated()).isFalse();
    assertThat(read.get(1).tokensSeen()).isGreaterThan(512);
    assertThat(cosine(read.get(0), read.get(1))).isLessThan(0.9999);
    assertThat(cosine(read.get(0), plain.get(0)))
        .as("the same subject all the same")
        .isBetween(0.75, 0.99999);
  }

  @Test
  void noTwoModesGiveTheSameVector() {
    List<Embedding> all = new ArrayList<>();
    for (LongMode mode : encoderModes()) {
      all.addAll(embed(MODEL.get(), mode, BEGINNING + END));
    }
    assertThat(all).hasSize(6);
    for (int a = 0; a < all.size(); a++) {
      for (int b = 0; b < a; b++) {
        assertThat(cosine(all.get(a), all.get(b))).isLessThan(0.9999);
      }
    }
  }

  @Test
  void aTextWithinTheWindowHasOneVector() {
    float[] plain = embed(MODEL.get(), LongMode.NONE, END).getFirst().vector();
    for (LongMode mode : encoderModes()) {
      assertThat(embed(MODEL.get(), mode, END).getFirst().vector()).isEqualTo(plain);
    }
  }

  @Test
  void aModeForOtherPositionsIsRefused() {
    assertThatExceptionOfType(ModeRefused.class)
        .isThrownBy(() -> embed(MODEL.get(), LongMode.SELFEXTEND, END))
        .withMessageContaining("this model has a learned table");
  }

  /** Another server of the same repository, such as a Triton: {@code -Dtriton=host:port}. */
  @Test
  void anotherServerOfTheSameFileGivesTheSameVectors() {
    String address = System.getProperty("triton", "");
    assumeThat(address).as("-Dtriton=host:port").isNotEmpty();
    try (var other = new TritonEncoder(address, TestServer.repository(), EncoderLimits.DEFAULT)) {
      for (LongMode mode : encoderModes()) {
        double cosine =
            cosine(
                embed(other, mode, BEGINNING + END).getFirst(),
                embed(MODEL.get(), mode, BEGINNING + END).getFirst());
        System.out.printf("%s: cosine %.7f%n", mode.label(), cosine);
        assertThat(other.info().generation()).isEqualTo(MODEL.get().info().generation());
        // windows share a run there and here, in another order of arrival
        assertThat(cosine).isGreaterThan(mode == LongMode.PCW ? 0.999 : 0.99999);
      }
    }
  }

  private static List<LongMode> encoderModes() {
    return List.of(
        LongMode.NONE, LongMode.PCW, LongMode.GP, LongMode.RP, LongMode.PI, LongMode.PI_KEEP20);
  }

  private static List<Embedding> embed(TritonEncoder by, LongMode mode, String... texts) {
    List<Embedding> all = new ArrayList<>();
    for (String text : texts) { // alone: company in a run changes int8 vectors a little
      all.addAll(
          by.embed(
              List.of(text),
              Kind.PASSAGE,
              new LongReading(mode, true),
              Priority.INGESTION,
              Bound.within(Duration.ofMinutes(2))));
    }
    return all;
  }

  private static double cosine(Embedding a, Embedding b) {
    return RealEncoder.cosine(a.vector(), b.vector());
  }
}
