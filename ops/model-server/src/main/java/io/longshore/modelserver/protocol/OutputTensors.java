package io.longshore.modelserver.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelInferResponse.InferOutputTensor;
import io.longshore.modelserver.repository.LoadedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer's tensors with raw contents, those of them that were asked for. */
final class OutputTensors {
  private final ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
  private final List<String> wanted;

  OutputTensors(LoadedModel model, ModelInferRequest message, List<String> wanted) {
    this.wanted = wanted;
    response
        .setModelName(model.config().getName())
        .setModelVersion(model.version())
        .setId(message.getId());
  }

  OutputTensors text(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return add(
        name, "BYTES", buffer(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes), 1);
  }

  /** UINT32 [1]. */
  OutputTensors count(String name, int value) {
    return add(name, "UINT32", buffer(Integer.BYTES).putInt(value), 1);
  }

  OutputTensors ints(String name, int[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return add(name, "INT32", bytes.position(bytes.limit()), shape);
  }

  OutputTensors floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return add(name, "FP32", bytes.position(bytes.limit()), shape);
  }

  /** A parameter of the response, beside its tensors. */
  OutputTensors millis(String name, long value) {
    response.putParameters(name, InferParameter.newBuilder().setInt64Param(value).build());
    return this;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private OutputTensors add(String name, String type, ByteBuffer written, long... shape) {
    if (wanted.contains(name)) {
      var tensor = InferOutputTensor.newBuilder().setName(name).setDatatype(type);
      for (long dim : shape) {
        tensor.addShape(dim);
      }
      ByteString contents = UnsafeByteOperations.unsafeWrap(written.flip());
      response.addOutputs(tensor).addRawOutputContents(contents);
    }
    return this;
  }

  ModelInferResponse build() {
    return response.build();
  }
}
