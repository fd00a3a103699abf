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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rewritten graph against the untouched one; {@link ParityTest} does so for every model. */
class EncoderGraphTest {
  private static final int STRETCH = PositionTable.STRETCH;
  private static final long[] FIRST = {101, 1996, 3749, 2001, 3403, 2011, 1037, 4049, 1012, 102};
  private static final long[] SECOND = {
    101, 1996, 5725, 3880, 1996, 5166, 2005, 1996, 2047, 6496, 1999, 2233, 1012, 102
  };

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // by load
  private static ModelProto model;

  @SuppressWarnings("NullAway.Init") // by load
  private static TwoGraphs graphs;

  @BeforeAll
  static void load() throws IOException, OrtException {
    try (var in = EncoderGraphTest.class.getResourceAsStream("/e5-small-v2-q.onnx")) {
      model = ModelProto.parseFrom(Objects.requireNonNull(in));
    }
    graphs = TwoGraphs.open(model, folder);
  }

  @AfterAll
  static void close() throws OrtException {
    graphs.close();
  }

  @Test
  void aTextAloneHasThePlainGraphsTokensAndTheirMean() throws OrtException {
    float[] expected = graphs.plainTokens(FIRST);
    float[] tokens = run("tokens", FIRST, own(FIRST.length), all(1, FIRST.length));
    float[] pooled = run("pooled", FIRST, own(FIRST.length), all(1, FIRST.length));
    assertThat(tokens).hasSameSizeAs(expected);
    for (int k = 0; k < tokens.length; k++) {
      assertThat(tokens[k]).isCloseTo(expected[k], within(1e-5f));
    }
    float[] mean = graphs.plainPooled(FIRST);
    for (int d = 0; d < D; d++) {
      assertThat(pooled[d]).isCloseTo(mean[d], within(1e-5f));
    }
  }

  @Test
  void aStepOfTheWholeStretchIsAPositionOfTheModel() throws OrtException {
    long[] keptThenStretched =
        concat(own(4), stretched(ROWS + 4L * STRETCH, STRETCH, SECOND.length - 4));
    for (long[] positions :
        new long[][] {stretched(ROWS, STRETCH, SECOND.length), keptThenStretched}) {
      assertThat(unitDistance(graphs.pooled(SECOND, positions), 0, graphs.plainPooled(SECOND), 0))
          .isLessThan(1e-5);
    }
    float[] closer = graphs.pooled(SECOND, stretched(ROWS, 1, SECOND.length));
    assertThat(cosine(closer, 0, graphs.plainPooled(SECOND), 0))
        .as("rows between are others")
        .isLessThan(0.999);
  }

  @Test
  void aTextOfEightWindowsIsReadAndItsEndCounts() throws OrtException {
    long[] text = all(1996, STRETCH * ROWS / 4);
    long[] positions = stretched(ROWS, 4, text.length);
    float[] before = graphs.pooled(text, positions);
    text[text.length - 1] = 4049;
    float[] after = graphs.pooled(text, positions);
    assertThat(before).doesNotContain(Float.NaN);
    assertThat(after).isNotEqualTo(before);
    assertThatThrownBy(() -> graphs.pooled(FIRST, all((1L + STRETCH) * ROWS, FIRST.length)))
        .as("a row that the table doesn't have")
        .isInstanceOf(OrtException.class);
  }

  @Test
  void textsOfOneRowDontSeeEachOtherNorThePaddingBetween() throws OrtException {
    long[] ids = concat(FIRST, new long[3], SECOND);
    long[] places = concat(own(FIRST.length), new long[3], own(SECOND.length));
    long[] segments = concat(all(1, FIRST.length), new long[3], all(2, SECOND.length));
    float[] pooled = run("pooled", ids, places, segments);
    assertThat(pooled).hasSize(2 * D);
    // int8 activations share one scale a run, so that company changes a vector a little.
    assertThat(cosine(pooled, 0, alone(FIRST), 0)).isGreaterThan(0.99);
    assertThat(cosine(pooled, D, alone(SECOND), 0)).isGreaterThan(0.99);
    assertThat(cosine(alone(FIRST), 0, alone(SECOND), 0))
        .as("else this would say nothing")
        .isLessThan(0.9);
  }

  @Test
  void positionsAndDivisorAreTheCallers() throws OrtException {
    long[] reversed = own(FIRST.length);
    for (int k = 0; k < reversed.length; k++) {
      reversed[k] = reversed.length - 1L - k;
    }
    assertThat(cosine(graphs.pooled(FIRST, reversed), 0, alone(FIRST), 0)).isLessThan(0.99);
    float[] sharper =
        graphs.run("pooled", FIRST, own(FIRST.length), all(1, FIRST.length), DIVISOR / 2);
    assertThat(cosine(sharper, 0, alone(FIRST), 0)).isLessThan(0.99);
  }

  @Test
  void theFirstTokenOfEachTextIsItsVectorWhereTheModelPoolsSo(@TempDir Path other)
      throws IOException, OrtException {
    var kind = new EncoderKind(Pooling.CLS, 0, 1, false);
    try (var cls = TwoGraphs.open(model, kind, other)) {
      long[] ids = concat(FIRST, new long[3], SECOND);
      long[] places = concat(own(FIRST.length), new long[3], own(SECOND.length));
      long[] segments = concat(all(1, FIRST.length), new long[3], all(2, SECOND.length));
      float[] pooled = cls.run("pooled", ids, places, segments, DIVISOR);
      float[] tokens = cls.run("tokens", ids, places, segments, DIVISOR);
      assertThat(pooled).hasSize(2 * D);
      for (int d = 0; d < D; d++) {
        assertThat(pooled[d]).isCloseTo(tokens[d], within(1e-5f));
        assertThat(pooled[D + d]).isCloseTo(tokens[(FIRST.length + 3) * D + d], within(1e-5f));
      }
      assertThatThrownBy(() -> cls.pooled(FIRST, all(ROWS, FIRST.length)))
          .as("no stretched rows were asked for")
          .isInstanceOf(OrtException.class);
    }
  }

  @Test
  void aTableMayBeginLaterOrHaveBeenTrainedStretched(@TempDir Path later, @TempDir Path trained)
      throws IOException, OrtException {
    try (var roberta = TwoGraphs.open(model, new EncoderKind(Pooling.MEAN, 2, 1, false), later)) {
      float[] expected = graphs.pooled(FIRST, stretched(2, 1, FIRST.length));
      assertThat(unitDistance(roberta.pooled(FIRST, own(FIRST.length)), 0, expected, 0))
          .isLessThan(1e-5);
    }
    try (var e5at4k = TwoGraphs.open(model, new EncoderKind(Pooling.MEAN, 0, 8, true), trained)) {
      float[] expected = graphs.pooled(FIRST, stretched(0, 8, FIRST.length));
      int window = ROWS / 8;
      assertThat(unitDistance(e5at4k.pooled(FIRST, own(FIRST.length)), 0, expected, 0))
          .isLessThan(1e-5);
      assertThat(
              unitDistance(
                  e5at4k.pooled(FIRST, stretched(window, 8, FIRST.length)), 0, expected, 0))
          .isLessThan(1e-5);
    }
  }

  @Test
  void aGraphOfNewerOperatorsIsRefused() throws IOException {
    assertThat(OperatorSet.of(model)).isEqualTo(11);
    var only17 =
        ModelProto.newBuilder()
            .mergeFrom(new byte[] {8 << 3 | 2, 2, 2 << 3, 17})
            .setGraph(model.getGraph())
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncoderGraph.rewrite(only17))
        .withMessageContaining("uses operator set 17");
  }

  @Test
  void aGraphOfAnotherKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncoderGraph.rewrite(ModelProto.getDefaultInstance()))
        .withMessage("not an encoder of the known kind");
    var flat = model.toBuilder();
    for (TensorProto.Builder tensor : flat.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().contains("position_embeddings.weight")) {
        tensor.clearDims().addDims(ROWS * D);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncoderGraph.rewrite(flat.build()))
        .withMessage("the table of positions is no matrix: its dimensions are [196608]");
  }

  private static float[] alone(long[] ids) throws OrtException {
    return graphs.pooled(ids, own(ids.length));
  }

  private static float[] run(String output, long[] ids, long[] places, long[] segments)
      throws OrtException {
    return graphs.run(output, ids, places, segments, DIVISOR);
  }
}
