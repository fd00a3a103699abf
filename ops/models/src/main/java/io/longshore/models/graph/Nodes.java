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

/** Makes the nodes, attributes and values that a graph is given. */
public final class Nodes {
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

  public static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  public static AttributeProto numbers(String name, long... values) {
    var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto axes(long... axes) {
    return numbers("axes", axes);
  }

  /** A dimension is a number or, when it varies, a name. */
  public static ValueInfoProto value(String name, DataType type, String... dims) {
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
