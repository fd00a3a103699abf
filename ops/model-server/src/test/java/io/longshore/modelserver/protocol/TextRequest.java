package io.longshore.modelserver.protocol;

import com.google.protobuf.ByteString;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.InferTensorContents;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Requests to the generator and the scorer. */
public final class TextRequest {
  private final ModelInferRequest.Builder request;

  private TextRequest(String model) {
    request = ModelInferRequest.newBuilder().setModelName(model);
  }

  /** A streamed text. */
  public static TextRequest write(String prompt, String sampling) {
    return new TextRequest("generator")
        .text("text_input", prompt)
        .flag("stream", true)
        .text("sampling_parameters", sampling)
        .flag("return_finish_reason", true)
        .flag("return_num_input_tokens", true)
        .flag("return_num_output_tokens", true)
        .flag("return_cumulative_logprob", true);
  }

  static TextRequest score(String prompt, String... continuations) {
    return new TextRequest("scorer").text("prompt", prompt).text("continuations", continuations);
  }

  static TextRequest of(String model) {
    return new TextRequest(model);
  }

  TextRequest text(String name, String... values) {
    int size = 0;
    for (String value : values) {
      size += Integer.BYTES + value.getBytes(StandardCharsets.UTF_8).length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (String value : values) {
      byte[] each = value.getBytes(StandardCharsets.UTF_8);
      bytes.putInt(each.length).put(each);
    }
    return raw(name, "BYTES", values.length, ByteString.copyFrom(bytes.flip()));
  }

  public TextRequest flag(String name, boolean value) {
    without(name);
    return raw(name, "BOOL", 1, ByteString.copyFrom(new byte[] {(byte) (value ? 1 : 0)}));
  }

  TextRequest raw(String name, String type, long dim, ByteString contents) {
    request.addInputs(InferInputTensor.newBuilder().setName(name).setDatatype(type).addShape(dim));
    request.addRawInputContents(contents);
    return this;
  }

  TextRequest without(String name) {
    for (int k = request.getInputsCount() - 1; k >= 0; k--) {
      if (request.getInputs(k).getName().equals(name)) {
        var contents = new java.util.ArrayList<>(request.getRawInputContentsList());
        contents.remove(k);
        request.removeInputs(k).clearRawInputContents().addAllRawInputContents(contents);
      }
    }
    return this;
  }

  TextRequest first() {
    request.putParameters("priority", InferParameter.newBuilder().setUint64Param(1).build());
    return this;
  }

  public ModelInferRequest build() {
    return request.build();
  }

  /** With typed instead of raw contents. */
  static ModelInferRequest typed(String prompt, String sampling) {
    return ModelInferRequest.newBuilder()
        .setModelName("generator")
        .addInputs(bytes("text_input", prompt))
        .addInputs(bytes("sampling_parameters", sampling))
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("exclude_input_in_output")
                .setDatatype("BOOL")
                .addShape(1)
                .setContents(InferTensorContents.newBuilder().addBoolContents(true)))
        .build();
  }

  private static InferInputTensor.Builder bytes(String name, String value) {
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype("BYTES")
        .addShape(1)
        .setContents(
            InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8(value)));
  }
}
