package io.longshore.inference.generation.triton;

import com.google.protobuf.ByteString;
import io.longshore.inference.kserve.InferTensorContents;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import io.longshore.inference.kserve.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors as the protocol carries them: in their own fields, or raw and little-endian. */
final class Tensors {
  private Tensors() {}

  static InferInputTensor text(String name, String value) {
    return texts(name, List.of(value));
  }

  static InferInputTensor texts(String name, List<String> values) {
    var contents = InferTensorContents.newBuilder();
    values.forEach(value -> contents.addBytesContents(ByteString.copyFromUtf8(value)));
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype("BYTES")
        .addShape(values.size())
        .setContents(contents)
        .build();
  }

  static InferInputTensor flag(String name) {
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype("BOOL")
        .addShape(1)
        .setContents(InferTensorContents.newBuilder().addBoolContents(true))
        .build();
  }

  /** The outputs by name, each as its raw bytes. */
  static Map<String, ByteBuffer> outputs(ModelInferResponse response) {
    Map<String, ByteBuffer> outputs = new LinkedHashMap<>();
    for (int i = 0; i < response.getOutputsCount(); i++) {
      var output = response.getOutputs(i);
      ByteBuffer bytes =
          i < response.getRawOutputContentsCount()
              ? response.getRawOutputContents(i).asReadOnlyByteBuffer()
              : raw(output.getContents());
      outputs.put(output.getName(), bytes.order(ByteOrder.LITTLE_ENDIAN));
    }
    return outputs;
  }

  private static ByteBuffer raw(InferTensorContents contents) {
    int bytes =
        contents.getBytesContentsList().stream().mapToInt(text -> Integer.BYTES + text.size()).sum()
            + Integer.BYTES
                * (contents.getIntContentsCount()
                    + contents.getUintContentsCount()
                    + contents.getFp32ContentsCount());
    ByteBuffer raw = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    contents
        .getBytesContentsList()
        .forEach(text -> raw.putInt(text.size()).put(text.asReadOnlyByteBuffer()));
    contents.getIntContentsList().forEach(raw::putInt);
    contents.getUintContentsList().forEach(raw::putInt);
    contents.getFp32ContentsList().forEach(raw::putFloat);
    return raw.flip();
  }

  /** Each behind its length. */
  static List<String> texts(ByteBuffer raw) {
    List<String> texts = new ArrayList<>();
    while (raw.remaining() >= Integer.BYTES) {
      byte[] text = new byte[Math.min(raw.getInt(), raw.remaining())];
      raw.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
