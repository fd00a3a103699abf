package io.longshore.modelserver;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * What an encoder's graph is asked, without the server around it; its tensors lie outside of the
 * heap.
 */
public record EncoderInputs(Map<String, OnnxTensor> tensors) implements AutoCloseable {
  /**
   * @param rows of as many tokens each, one behind the other
   * @param segments 1 and up; 0 is padding
   * @param divisor of attention
   */
  public static EncoderInputs of(
      int rows, long[] ids, long[] positions, long[] segments, float divisor) throws OrtException {
    long[] shape = {rows, ids.length / rows};
    return new EncoderInputs(
        Map.of(
            "input_ids",
            tensor(ids, shape),
            "position_ids",
            tensor(positions, shape),
            "segment_ids",
            tensor(segments, shape),
            "attn_div",
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(new float[] {divisor}),
                new long[] {1})));
  }

  private static OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
