package io.longshore.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.longshore.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rewritten graph against the untouched one, in ONNX Runtime. */
class EncoderGraphTest {
  private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
  private static final int D = 384;
  private static final float DIVISOR = 5.656854f;
  private static final long[] FIRST = {101, 1996, 3749, 2001, 3403, 2011, 1037, 4049, 1012, 102};
  private static final long[] SECOND = {
    101, 1996, 5725, 3880, 1996, 5166, 2005, 1996, 2047, 6496, 1999, 2233, 1012, 102
  };

  private static OrtSession plain;
  private static OrtSession rewritten;

  @BeforeAll
  static void load() throws IOException, OrtException {
    byte[] model;
    try (var in = EncoderGraphTest.class.getResourceAsStream("/e5-small-v2-q.onnx")) {
      model = Objects.requireNonNull(in).readAllBytes();
    }
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.BASIC_OPT);
      plain = ORT.createSession(model, options);
      rewritten =
          ORT.createSession(
              EncoderGraph.rewrite(ModelProto.parseFrom(model)).toByteArray(), options);
    }
  }

  @AfterAll
  static void close() throws OrtException {
    plain.close();
    rewritten.close();
  }

  @Test
  void aTextAloneHasThePlainGraphsTokensAndTheirMean() throws OrtException {
    float[] expected = runPlain(FIRST);
    float[] tokens = run("tokens", FIRST, positions(FIRST.length), segments(1, FIRST.length));
    float[] pooled = run("pooled", FIRST, positions(FIRST.length), segments(1, FIRST.length));
    assertThat(tokens).hasSameSizeAs(expected);
    for (int k = 0; k < tokens.length; k++) {
      assertThat(tokens[k]).isCloseTo(expected[k], within(1e-5f));
    }
    for (int d = 0; d < D; d++) {
      float sum = 0;
      for (int token = 0; token < FIRST.length; token++) {
        sum += expected[token * D + d];
      }
      assertThat(pooled[d]).isCloseTo(sum / FIRST.length, within(1e-5f));
    }
  }

  @Test
  void textsOfOneRowDontSeeEachOtherNorThePaddingBetween() throws OrtException {
    long[] ids = concat(FIRST, new long[3], SECOND);
    long[] places = concat(positions(FIRST.length), new long[3], positions(SECOND.length));
    long[] segments = concat(segments(1, FIRST.length), new long[3], segments(2, SECOND.length));
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
    long[] reversed = positions(FIRST.length);
    for (int k = 0; k < reversed.length; k++) {
      reversed[k] = reversed.length - 1L - k;
    }
    assertThat(
            cosine(run("pooled", FIRST, reversed, segments(1, FIRST.length)), 0, alone(FIRST), 0))
        .isLessThan(0.99);
  }

  @Test
  void aGraphOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> EncoderGraph.rewrite(ModelProto.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] alone(long[] ids) throws OrtException {
    return run("pooled", ids, positions(ids.length), segments(1, ids.length));
  }

  private static float[] runPlain(long[] ids) throws OrtException {
    try (var idTensor = tensor(ids);
        var mask = tensor(segments(1, ids.length));
        var types = tensor(new long[ids.length]);
        var result =
            plain.run(
                Map.of("input_ids", idTensor, "attention_mask", mask, "token_type_ids", types))) {
      return floats(result, "last_hidden_state");
    }
  }

  private static float[] run(String output, long[] ids, long[] places, long[] segments)
      throws OrtException {
    try (var idTensor = tensor(ids);
        var positionTensor = tensor(places);
        var segmentTensor = tensor(segments);
        var divisor =
            OnnxTensor.createTensor(ORT, FloatBuffer.wrap(new float[] {DIVISOR}), new long[] {1});
        var result =
            rewritten.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "position_ids",
                    positionTensor,
                    "segment_ids",
                    segmentTensor,
                    "attn_div",
                    divisor))) {
      return floats(result, output);
    }
  }

  private static OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(ORT, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] floats(OrtSession.Result result, String name) throws OrtException {
    FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  private static long[] positions(int count) {
    long[] positions = new long[count];
    Arrays.setAll(positions, k -> k);
    return positions;
  }

  private static long[] segments(long id, int count) {
    long[] segments = new long[count];
    Arrays.fill(segments, id);
    return segments;
  }

  private static long[] concat(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
  }

  private static double cosine(float[] a, int atA, float[] b, int atB) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < D; k++) {
      dot += (double) a[atA + k] * b[atB + k];
      aa += (double) a[atA + k] * a[atA + k];
      bb += (double) b[atB + k] * b[atB + k];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
