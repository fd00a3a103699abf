package io.longshore.models.rotary;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.longshore.models.graph.Nodes;
import io.longshore.models.graph.Tensors;
import io.longshore.models.onnx.AttributeProto;
import io.longshore.models.onnx.AttributeProto.AttributeType;
import io.longshore.models.onnx.GraphProto;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.NodeProto;
import io.longshore.models.onnx.OperatorSetIdProto;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.TensorProto.DataType;
import io.longshore.models.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is being drawn: each operation gives the name of its result. Parts (a loop's body, a
 * branch) read what stands around them; all constants stand in the outermost graph.
 */
final class Sketch {
  private static final long OPERATORS = 17;
  private static final long FORMAT = 8;

  // Fields of the format that the messages here don't declare, so that files which pass through
  // them keep their bytes.
  private static final int MODEL_FORMAT = 1;
  private static final int MODEL_OPERATORS = 8;
  private static final int GRAPH_NAME = 2;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_GRAPH = 6;

  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants;
  private final int[] count;

  Sketch() {
    this(new LinkedHashMap<>(), new int[1]);
  }

  private Sketch(Map<String, TensorProto> constants, int[] count) {
    this.constants = constants;
    this.count = count;
  }

  /** Of the same graph, to be drawn apart. */
  Sketch part() {
    return new Sketch(constants, count);
  }

  String constant(TensorProto tensor) {
    constants.putIfAbsent(tensor.getName(), tensor);
    return tensor.getName();
  }

  /** A list of whole numbers. */
  String numbers(long... values) {
    var name = new StringBuilder("i");
    for (long value : values) {
      name.append('_').append(value);
    }
    return constant(Tensors.of(name.toString(), values, values.length));
  }

  /** One number, as a list of one. */
  String number(double value) {
    return constant(Tensors.of("f_" + value, new float[] {(float) value}, 1));
  }

  String add(String operator, List<String> inputs, AttributeProto... attributes) {
    return add(operator, 1, inputs, attributes).getFirst();
  }

  List<String> add(
      String operator, int outputs, List<String> inputs, AttributeProto... attributes) {
    var names = new ArrayList<String>();
    for (int k = 0; k < outputs; k++) {
      names.add("%s_%d".formatted(operator, count[0]++));
    }
    nodes.add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName("/rotary/" + names.getFirst())
            .addAllInput(inputs)
            .addAllOutput(names)
            .addAllAttribute(List.of(attributes))
            .build());
    return names;
  }

  /** A word that no other name of the graph ends with. */
  String unique() {
    return Integer.toString(count[0]++);
  }

  /** Gives a result the name that it has outside. */
  void name(String result, String name) {
    nodes.add(
        NodeProto.newBuilder().setOpType("Identity").addInput(result).addOutput(name).build());
  }

  String cast(String value, DataType type) {
    return add("Cast", List.of(value), Nodes.number("to", type.getNumber()));
  }

  String reshape(String value, long... shape) {
    return add("Reshape", List.of(value, numbers(shape)));
  }

  String unsqueeze(String value, long... axes) {
    return add("Unsqueeze", List.of(value, numbers(axes)));
  }

  /** Equal parts of the last axis. */
  List<String> halves(String value, long size) {
    return add("Split", 2, List.of(value, numbers(size, size)), Nodes.number("axis", -1));
  }

  static AttributeProto decimal(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(
                    ATTRIBUTE_FLOAT,
                    UnknownFieldSet.Field.newBuilder()
                        .addFixed32(Float.floatToRawIntBits(value))
                        .build())
                .build())
        .build();
  }

  /** This part as an attribute of the node that runs it. */
  AttributeProto attribute(String name, List<ValueInfoProto> inputs, List<ValueInfoProto> outputs) {
    var graph = graph().addAllInput(inputs).addAllOutput(outputs);
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setUnknownFields(bytes(ATTRIBUTE_GRAPH, graph.build().toByteString()))
        .build();
  }

  /** The outermost graph as a model. */
  ModelProto model(List<ValueInfoProto> inputs, List<ValueInfoProto> outputs) {
    var graph =
        graph().addAllInitializer(constants.values()).addAllInput(inputs).addAllOutput(outputs);
    ByteString operators =
        OperatorSetIdProto.newBuilder().setVersion(OPERATORS).build().toByteString();
    return ModelProto.newBuilder()
        .setGraph(graph)
        .setUnknownFields(
            bytes(MODEL_OPERATORS, operators).toBuilder()
                .addField(
                    MODEL_FORMAT, UnknownFieldSet.Field.newBuilder().addVarint(FORMAT).build())
                .build())
        .build();
  }

  private GraphProto.Builder graph() {
    return GraphProto.newBuilder()
        .addAllNode(nodes)
        .setUnknownFields(bytes(GRAPH_NAME, ByteString.copyFromUtf8("rotary")));
  }

  private static UnknownFieldSet bytes(int field, ByteString value) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build())
        .build();
  }
}
