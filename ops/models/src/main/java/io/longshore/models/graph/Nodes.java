package io.longshore.models.graph;

import io.longshore.models.onnx.AttributeProto;
import io.longshore.models.onnx.AttributeProto.AttributeType;
import io.longshore.models.onnx.NodeProto;
import io.longshore.models.onnx.TensorProto.DataType;
import io.longshore.models.onnx.TensorShapeProto;
import io.longshore.models.onnx.TensorShapeProto.Dimension;
import io.longshore.models.onnx.TypeProto;
import io.longshore.models.onnx.ValueInfoProto;
import java.util.List;

/** Makes the nodes and values that a rewritten graph is given. */
final class Nodes {
  private Nodes() {}

  static NodeProto node(
      String operator, String output, List<String> inputs, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName("/longshore/" + output)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto axes(long... axes) {
    var attribute = AttributeProto.newBuilder().setName("axes").setType(AttributeType.INTS);
    for (long axis : axes) {
      attribute.addInts(axis);
    }
    return attribute.build();
  }

  /** A dimension is a number or, when it varies, a name. */
  static ValueInfoProto value(String name, DataType type, String... dims) {
    var shape = TensorShapeProto.newBuilder();
    for (String dim : dims) {
      boolean varies = Character.isLetter(dim.charAt(0));
      shape.addDim(
          varies
              ? Dimension.newBuilder().setDimParam(dim)
              : Dimension.newBuilder().setDimValue(Long.parseLong(dim)));
    }
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
