package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.models.ModelShelf;
import io.longshore.modelserver.engine.LongParity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The encoder for long texts as it is served. */
@EnabledIfSystemProperty(
    named = "full",
    matches = ".*",
    disabledReason = "only with verify --full: 284 MB are fetched for it")
class LongEncoderTest {
  private static final String END = " The key of the old lighthouse is number 48213.";

  @SuppressWarnings("NullAway.Init") // by start
  private static TestServer server;

  @SuppressWarnings("NullAway.Init") // by start
  private static TritonEncoder encoder;

  @BeforeAll
  static void start() throws IOException {
    Path repository = TestServer.longRepository();
    server = new TestServer(TestServer.settings(repository, 65_536));
    encoder =
        new TritonEncoder("embedder-long", server.address(), repository, EncoderLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    encoder.close();
    server.close();
  }

  @Test
  void itsVectorsAreThoseOfLlamaAtFullPrecisionAndNearlyThoseAtEightBits(@TempDir Path folder)
      throws IOException, OrtException {
    Path gguf = folder.resolve("weights.gguf");
    ModelShelf.tensors(ModelShelf.offers().getFirst(), gguf);
    String page = Files.readString(Path.of("../../docs/architecture.md"));
    try (var parity = LongParity.open(gguf, folder)) {
      for (String text :
          List.of(
              "Where does the whale swim?",
              "The harbour master counted the ships of the morning, and nobody had asked him to.",
              page.substring(0, 1_500),
              page.substring(2_000, 8_000))) {
        Embedding served = embed(LongMode.NONE, text);
        var expected = parity.of("search_document: " + text);
        assertThat(served.tokensGiven()).isEqualTo(expected.tokens());
        double fp32 = cosine(expected.fp32(), expected.llama());
        double int8 = cosine(served.vector(), expected.llama());
        System.out.printf(
            "%d tokens: cosine to llama.cpp %.6f in 32 bits, %.4f in 8%n",
            expected.tokens(), fp32, int8);
        assertThat(fp32).isGreaterThan(0.999);
        assertThat(int8).isGreaterThanOrEqualTo(0.99);
      }
    }
  }

  @Test
  void whatStandsBehindTheWindowIsReadByEachModeInItsOwnWayAndWithoutOneItIsNot() {
    String page = "The harbour master counted the ships of the morning. ".repeat(230);
    List<Embedding> all = new ArrayList<>();
    for (LongMode mode : List.of(LongMode.NONE, LongMode.PCW, LongMode.NTK, LongMode.SELFEXTEND)) {
      Embedding without = embed(mode, page);
      Embedding with = embed(mode, page + END);
      boolean isCut = mode == LongMode.NONE;
      assertThat(with.tokensSeen()).isEqualTo(isCut ? 2_048 : with.tokensGiven());
      if (isCut) {
        assertThat(cosine(with.vector(), without.vector())).isGreaterThan(0.999999);
      } else {
        assertThat(cosine(with.vector(), without.vector())).isBetween(0.5, 0.99999);
      }
      for (Embedding other : all) {
        assertThat(cosine(with.vector(), other.vector())).isLessThan(0.9999);
      }
      all.add(with);
    }
  }

  @Test
  void aTextWithinTheWindowHasOneVector() {
    float[] plain = embed(LongMode.NONE, END).vector();
    for (LongMode mode : List.of(LongMode.PCW, LongMode.NTK, LongMode.SELFEXTEND)) {
      assertThat(embed(mode, END).vector()).isEqualTo(plain);
    }
  }

  private static Bound patience() {
    return Bound.within(Duration.ofMinutes(30));
  }

  private static Embedding embed(LongMode mode, String text) {
    return encoder
        .embed(
            List.of(text),
            Kind.PASSAGE,
            new LongReading(mode, true),
            Priority.INGESTION,
            patience())
        .getFirst();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      dot += (double) a[k] * b[k];
      aa += (double) a[k] * a[k];
      bb += (double) b[k] * b[k];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
