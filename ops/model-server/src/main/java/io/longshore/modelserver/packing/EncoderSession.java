package io.longshore.modelserver.packing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An encoder's graph in ONNX Runtime. Runs may go on at the same time, one thread each. */
public final class EncoderSession implements AutoCloseable {
  private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

  /** The arena keeps its largest run: give the memory of runs above this back. */
  private static final int ORDINARY_TOKENS = 512;

  private final OrtSession session;

  public EncoderSession(Path model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Higher levels fuse differently and give slightly other int8 vectors than the plain graph
      // does.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      session = ORT.createSession(model.toString(), options);
    }
  }

  /**
   * Pooled vectors in the order of the segments, and token vectors in the order of their tokens.
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once
  record Vectors(float[] pooled, float @Nullable [] tokens) {}

  Vectors run(List<Segment> segments, boolean wantTokens) throws OrtException {
    int count = segments.stream().mapToInt(Segment::tokens).sum();
    LongBuffer ids = longs(count);
    LongBuffer positions = longs(count);
    LongBuffer numbers = longs(count);
    int number = 0;
    for (Segment segment : segments) {
      number++;
      for (int place : segment.places()) {
        ids.put(segment.request().ids[place]);
        positions.put(segment.request().positions[place]);
        numbers.put(number);
      }
    }
    long[] shape = {1, count};
    FloatBuffer divisor =
        direct(Float.BYTES).asFloatBuffer().put(segments.getFirst().request().divisor).flip();
    try (var idTensor = OnnxTensor.createTensor(ORT, ids.flip(), shape);
        var positionTensor = OnnxTensor.createTensor(ORT, positions.flip(), shape);
        var segmentTensor = OnnxTensor.createTensor(ORT, numbers.flip(), shape);
        var divisorTensor = OnnxTensor.createTensor(ORT, divisor, new long[] {1});
        var options = new OrtSession.RunOptions()) {
      if (count > ORDINARY_TOKENS) {
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

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
