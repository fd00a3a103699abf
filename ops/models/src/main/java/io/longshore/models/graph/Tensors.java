package io.longshore.models.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in and out of ONNX tensors. */
public final class Tensors {
  private Tensors() {}

  public static TensorProto of(String name, float[] values, long... dims) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor(name, DataType.FLOAT, UnsafeByteOperations.unsafeWrap(raw), dims);
  }

  public static TensorProto of(String name, long[] values, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return tensor(name, DataType.INT64, UnsafeByteOperations.unsafeWrap(raw), dims);
  }

  /** The array is not copied: it must not change afterwards. */
  public static TensorProto of(String name, DataType type, byte[] values, long... dims) {
    return tensor(name, type, UnsafeByteOperations.unsafeWrap(values), dims);
  }

  private static TensorProto tensor(String name, DataType type, ByteString raw, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(raw);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }

  static float[] floats(TensorProto tensor) {
    if (!tensor.hasRawData()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int k = 0; k < values.length; k++) {
        values[k] = tensor.getFloatData(k);
      }
      return values;
    }
    var raw =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[raw.remaining()];
    raw.get(values);
    return values;
  }

  /** Values of a UINT8 or INT8 tensor. */
  static int[] bytes(TensorProto tensor) {
    boolean unsigned = tensor.getDataType() == DataType.UINT8.getNumber();
    int[] values =
        new int[tensor.hasRawData() ? tensor.getRawData().size() : tensor.getInt32DataCount()];
    for (int k = 0; k < values.length; k++) {
      int value = tensor.hasRawData() ? tensor.getRawData().byteAt(k) : tensor.getInt32Data(k);
      values[k] = unsigned ? value & 0xff : (byte) value;
    }
    return values;
  }

  static boolean isFloat(TensorProto tensor) {
    return tensor.getDataType() == DataType.FLOAT.getNumber();
  }
}
