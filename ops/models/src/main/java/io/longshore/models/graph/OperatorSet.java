package io.longshore.models.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.OperatorSetIdProto;

/** Which version of ONNX's operators a model's nodes mean. */
final class OperatorSet {
  private static final int FIELD = 8;

  private OperatorSet() {}

  /** 0 when the model doesn't say. */
  static long of(ModelProto model) {
    try {
      for (ByteString each : model.getUnknownFields().getField(FIELD).getLengthDelimitedList()) {
        var operators = OperatorSetIdProto.parseFrom(each);
        if (operators.getDomain().isEmpty()) {
          return operators.getVersion();
        }
      }
      return 0;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the model's operator set can't be read", e);
    }
  }
}
