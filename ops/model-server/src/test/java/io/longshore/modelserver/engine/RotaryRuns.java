package io.longshore.modelserver.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.longshore.models.onnx.ModelProto;
import io.longshore.modelserver.EncoderInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a graph with rotary positions in ONNX Runtime, text by text. */
final class RotaryRuns implements AutoCloseable {
  private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final float divisor;

  private RotaryRuns(OrtSession session, float divisor) {
    this.session = session;
    this.divisor = divisor;
  }

  static RotaryRuns open(ModelProto model, Path file, int head) throws IOException, OrtException {
    try (var out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      return new RotaryRuns(ORT.createSession(file.toString(), options), (float) Math.sqrt(head));
    }
  }

  /** A text alone, at its plain places. */
  float[] embed(int[] text) throws OrtException {
    return embed(text, plain(text.length));
  }

  float[] embed(int[] text, long[] positions) throws OrtException {
    long[] segments = new long[text.length];
    Arrays.fill(segments, 1);
    return run(Arrays.stream(text).asLongStream().toArray(), positions, segments)[0];
  }

  static long[] plain(int count) {
    long[] positions = new long[count];
    Arrays.setAll(positions, k -> k);
    return positions;
  }

  /** The vectors of a run's segments. */
  float[][] run(long[] ids, long[] positions, long[] segments) throws OrtException {
    try (var inputs = EncoderInputs.of(1, ids, positions, segments, divisor);
        var result = session.run(inputs.tensors())) {
      return ((float[][][]) result.get("pooled").orElseThrow().getValue())[0];
    }
  }

  static double cosine(float[] a, float[] b) {
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

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
