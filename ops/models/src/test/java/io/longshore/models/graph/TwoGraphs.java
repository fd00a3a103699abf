package io.longshore.models.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.longshore.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** An encoder's untouched graph and the rewritten one, in ONNX Runtime. */
final class TwoGraphs implements AutoCloseable {
  static final int D = 384;
  static final int ROWS = 512;
  static final float DIVISOR = 5.656854f;
  private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

  private final OrtSession plain;
  private final OrtSession rewritten;

  private TwoGraphs(OrtSession plain, OrtSession rewritten) {
    this.plain = plain;
    this.rewritten = rewritten;
  }

  /** Through files, so that large models don't stand in the heap twice. */
  static TwoGraphs open(ModelProto model, Path folder) throws IOException, OrtException {
    return open(model, EncoderKind.E5, folder);
  }

  static TwoGraphs open(ModelProto model, EncoderKind kind, Path folder)
      throws IOException, OrtException {
    return new TwoGraphs(
        session(model, folder.resolve("plain.onnx")),
        session(EncoderGraph.rewrite(model, kind), folder.resolve("rewritten.onnx")));
  }

  private static OrtSession session(ModelProto model, Path file) throws IOException, OrtException {
    try (var out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.BASIC_OPT);
      return ORT.createSession(file.toString(), options);
    }
  }

  /** {@code last_hidden_state} of the untouched graph. */
  float[] plainTokens(long[] ids) throws OrtException {
    try (var idTensor = tensor(ids);
        var mask = tensor(all(1, ids.length));
        var types = tensor(new long[ids.length]);
        var result =
            plain.run(
                Map.of("input_ids", idTensor, "attention_mask", mask, "token_type_ids", types))) {
      return floats(result, "last_hidden_state");
    }
  }

  /** The mean of them. */
  float[] plainPooled(long[] ids) throws OrtException {
    float[] tokens = plainTokens(ids);
    double[] sums = new double[D];
    for (int k = 0; k < tokens.length; k++) {
      sums[k % D] += tokens[k];
    }
    float[] pooled = new float[D];
    for (int d = 0; d < D; d++) {
      pooled[d] = (float) (sums[d] / ids.length);
    }
    return pooled;
  }

  /** The rewritten graph's vector of a text that is alone. */
  float[] pooled(long[] ids, long[] positions) throws OrtException {
    return run("pooled", ids, positions, all(1, ids.length), DIVISOR);
  }

  float[] run(String output, long[] ids, long[] positions, long[] segments, float divisor)
      throws OrtException {
    try (var idTensor = tensor(ids);
        var positionTensor = tensor(positions);
        var segmentTensor = tensor(segments);
        var divisorTensor =
            OnnxTensor.createTensor(ORT, FloatBuffer.wrap(new float[] {divisor}), new long[] {1});
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
                    divisorTensor))) {
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

  /** The model's own rows: 0, 1, 2 and so on. */
  static long[] own(int count) {
    return stretched(0, 1, count);
  }

  /** Every {@code stride}th row from one on. */
  static long[] stretched(long from, int stride, int count) {
    long[] positions = new long[count];
    Arrays.setAll(positions, k -> from + (long) stride * k);
    return positions;
  }

  static long[] all(long value, int count) {
    long[] values = new long[count];
    Arrays.fill(values, value);
    return values;
  }

  static long[] concat(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
  }

  static double cosine(float[] a, int atA, float[] b, int atB) {
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

  /** The largest difference of the two vectors when each is made to have length 1. */
  static double unitDistance(float[] a, int atA, float[] b, int atB) {
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < D; k++) {
      aa += (double) a[atA + k] * a[atA + k];
      bb += (double) b[atB + k] * b[atB + k];
    }
    double most = 0;
    for (int k = 0; k < D; k++) {
      most = Math.max(most, Math.abs(a[atA + k] / Math.sqrt(aa) - b[atB + k] / Math.sqrt(bb)));
    }
    return most;
  }

  @Override
  public void close() throws OrtException {
    plain.close();
    rewritten.close();
  }
}
