package io.longshore.modelserver.packing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encoder's graph in ONNX Runtime. Runs may go on at the same time. */
public final class EncoderSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EncoderSession.class);
  private static final OrtEnvironment ORT = silent(OrtEnvironment.getEnvironment());

  /** The arena keeps its largest run: give the memory of runs above this back. */
  private static final int ORDINARY_TOKENS = 512;

  private final OrtSession session;

  private EncoderSession(OrtSession session) {
    this.session = session;
  }

  /**
   * From version 1.29 on it reports to its maker, unless it is told not to; here and by
   * $ORT_DISABLE_TELEMETRY.
   */
  private static OrtEnvironment silent(OrtEnvironment environment) {
    try {
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens a graph and looks whether it can be packed: its tensors, and one run with the first and
   * the last position that it is said to have.
   *
   * @param dimensions of its vectors, as its configuration says
   * @param lastPosition the greatest {@code position_ids} that its configuration promises
   * @param threads of a run
   * @throws IOException in one sentence, what is wrong with the file
   */
  public static EncoderSession open(Path model, int dimensions, long lastPosition, int threads)
      throws IOException {
    String file = String.valueOf(model.getFileName());
    OrtSession session;
    try {
      session = session(model, threads);
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime can't read %s: %s".formatted(file, e.getMessage()), e);
    }
    var encoder = new EncoderSession(session);
    boolean good = false;
    try {
      EncoderTensors.check(session, file, dimensions);
      encoder.probe(file, dimensions, lastPosition);
      good = true;
      return encoder;
    } catch (OrtException e) {
      throw new IOException(
          "%s can't read a text of two tokens at the positions 0 and %d: %s"
              .formatted(file, lastPosition, e.getMessage()),
          e);
    } finally {
      if (!good) {
        encoder.closeQuietly();
      }
    }
  }

  private void probe(String file, int dimensions, long lastPosition)
      throws IOException, OrtException {
    long[] once = {1, 1};
    var request =
        new EncoderRequest(
            new long[2], new long[] {0, lastPosition}, once, 1, 1, dimensions, false, true);
    Vectors vectors = run(Rows.of(request.segments()), true);
    if (vectors.pooled().length != dimensions) {
      throw new IOException(
          "pooled of %s has %d numbers for one text, not %d"
              .formatted(file, vectors.pooled().length, dimensions));
    }
    for (float value : vectors.pooled()) {
      if (!Float.isFinite(value)) {
        throw new IOException(file + " computes vectors that are no numbers");
      }
    }
  }

  private static OrtSession session(Path model, int threads) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // All optimizations but one: fused skips take longer than what they replace, their sums are
      // not vectorized. What fusing changes in int8 vectors (cosine .9993 in the mean) is a third
      // of what another pack changes (.9978).
      options.addConfigEntry("optimization.disable_specified_optimizers", "SkipLayerNormFusion");
      return ORT.createSession(model.toString(), options);
    }
  }

  /**
   * What a run makes.
   *
   * @param pooled [rows, most texts of a row, dimensions]
   * @param tokens [rows, columns, dimensions]
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once
  record Vectors(float[] pooled, float @Nullable [] tokens) {}

  Vectors run(Rows rows, boolean wantTokens) throws OrtException {
    LongBuffer ids = longs(rows.tokens());
    LongBuffer positions = longs(rows.tokens());
    LongBuffer numbers = longs(rows.tokens());
    for (Rows.Place place : rows.places()) {
      EncoderRequest request = place.segment().request();
      int at = place.row() * rows.columns() + place.column();
      for (int token : place.segment().places()) {
        ids.put(at, request.ids[token]);
        positions.put(at, request.positions[token]);
        numbers.put(at, place.number());
        at++;
      }
    }
    long[] shape = {rows.count(), rows.columns()};
    FloatBuffer divisor =
        direct(Float.BYTES)
            .asFloatBuffer()
            .put(0, rows.places().getFirst().segment().request().divisor);
    try (var idTensor = OnnxTensor.createTensor(ORT, ids, shape);
        var positionTensor = OnnxTensor.createTensor(ORT, positions, shape);
        var segmentTensor = OnnxTensor.createTensor(ORT, numbers, shape);
        var divisorTensor = OnnxTensor.createTensor(ORT, divisor, new long[] {1});
        var options = new OrtSession.RunOptions()) {
      if (rows.tokens() > ORDINARY_TOKENS) {
        options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
      }
      var inputs =
          Map.of(
              "input_ids",
              idTensor,
              "position_ids",
              positionTensor,
              "segment_ids",
              segmentTensor,
              "attn_div",
              divisorTensor);
      try (var result =
          session.run(
              inputs, wantTokens ? Set.of("pooled", "tokens") : Set.of("pooled"), options)) {
        return new Vectors(floats(result, "pooled"), wantTokens ? floats(result, "tokens") : null);
      }
    }
  }

  private static LongBuffer longs(int count) {
    return direct(count * Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static float[] floats(OrtSession.Result result, String name) throws OrtException {
    FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  private void closeQuietly() {
    try {
      session.close();
    } catch (OrtException e) {
      log.warn("A graph that is not served did not close: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
