package io.longshore.modelserver.protocol;

import com.google.protobuf.ByteString;
import io.longshore.inference.kserve.InferTensorContents;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import io.longshore.inference.kserve.ModelInferRequest.InferRequestedOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Requests of the protocol, well and badly formed. */
final class Requests {
  static final float DIVISOR = 5.656854f;

  private Requests() {}

  static InferInputTensor.Builder tensor(String name, String type, long... shape) {
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(type)
        .addAllShape(Arrays.stream(shape).boxed().toList());
  }

  static ByteString raw(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  static ByteString raw(float value) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip());
  }

  /** One text with raw contents. */
  static ModelInferRequest.Builder text(long... ids) {
    return row(ids, positions(ids.length), ones(ids.length));
  }

  static ModelInferRequest.Builder row(long[] ids, long[] positions, long[] segments) {
    return ModelInferRequest.newBuilder()
        .setModelName("embedder")
        .addInputs(tensor("input_ids", "INT64", 1, ids.length))
        .addRawInputContents(raw(ids))
        .addInputs(tensor("position_ids", "INT64", 1, ids.length))
        .addRawInputContents(raw(positions))
        .addInputs(tensor("segment_ids", "INT64", 1, ids.length))
        .addRawInputContents(raw(segments))
        .addInputs(tensor("attn_div", "FP32", 1))
        .addRawInputContents(raw(DIVISOR))
        .addOutputs(InferRequestedOutputTensor.newBuilder().setName("pooled"));
  }

  /** The same with typed contents. */
  static ModelInferRequest.Builder typed(long... ids) {
    int count = ids.length;
    return ModelInferRequest.newBuilder()
        .setModelName("embedder")
        .addInputs(tensor("input_ids", "INT64", 1, count).setContents(longs(ids)))
        .addInputs(tensor("position_ids", "INT64", 1, count).setContents(longs(positions(count))))
        .addInputs(tensor("segment_ids", "INT64", 1, count).setContents(longs(ones(count))))
        .addInputs(
            tensor("attn_div", "FP32", 1)
                .setContents(InferTensorContents.newBuilder().addFp32Contents(DIVISOR)))
        .addOutputs(InferRequestedOutputTensor.newBuilder().setName("pooled"));
  }

  private static InferTensorContents longs(long[] values) {
    return InferTensorContents.newBuilder()
        .addAllInt64Contents(Arrays.stream(values).boxed().toList())
        .build();
  }

  static long[] positions(int count) {
    return LongStream.range(0, count).toArray();
  }

  static long[] ones(int count) {
    return LongStream.range(0, count).map(k -> 1).toArray();
  }

  /** The request without its last input's contents. */
  static ModelInferRequest.Builder withoutLastContents(ModelInferRequest.Builder request) {
    var contents =
        request.getRawInputContentsList().subList(0, request.getRawInputContentsCount() - 1);
    return request.clone().clearRawInputContents().addAllRawInputContents(contents);
  }
}
