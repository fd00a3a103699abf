package io.longshore.models.graph;

import static io.longshore.models.graph.Nodes.axes;
import static io.longshore.models.graph.Nodes.node;
import static io.longshore.models.graph.Nodes.number;
import static io.longshore.models.graph.Nodes.value;

import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.NodeProto;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives an encoder of BERT's kind, exported by PyTorch to operator set 11, the tensors that
 * Longshore works with. In: {@code input_ids}, {@code position_ids}, {@code segment_ids} (all [b,
 * s]; a token attends within its segment, 0 is padding) and {@code attn_div} [1], the divisor of
 * the attention scores. Out: {@code tokens} [b, s, d] and {@code pooled} [b, p, d], the mean (or
 * the first) of the tokens of segments 1 to p, where p is the largest segment id. Segments let many
 * texts share a run; positions are rows of a {@link PositionTable}.
 */
public final class EncoderGraph {
  /** Changes whenever the same weights would give other vectors. */
  public static final int VERSION = 2;

  private static final String ATTENTION = ".*layer\\.\\d+/attention/self/";

  /** Later ones take the axes of a reduction as an input. */
  private static final long NEWEST_OPERATORS = 12;

  private final EncoderKind kind;
  private final ModelProto.Builder model;
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final List<NodeProto> head = new ArrayList<>();
  private final List<NodeProto> tail = new ArrayList<>();

  private EncoderGraph(ModelProto model, EncoderKind kind) {
    this.kind = kind;
    this.model = model.toBuilder();
    model.getGraph().getNodeList().forEach(node -> nodes.add(node.toBuilder()));
    model.getGraph().getInitializerList().forEach(this::constant);
  }

  /**
   * The rewritten model; throws {@link IllegalArgumentException} when the graph isn't of the known
   * kind.
   */
  public static ModelProto rewrite(ModelProto model) {
    return rewrite(model, EncoderKind.E5);
  }

  /** The same for a model of another kind. */
  public static ModelProto rewrite(ModelProto model, EncoderKind kind) {
    long operators = OperatorSet.of(model);
    if (operators > NEWEST_OPERATORS) {
      throw new IllegalArgumentException(
          "the graph uses operator set %d: export the model to operator set 11"
              .formatted(operators));
    }
    var graph = new EncoderGraph(model, kind);
    int dimensions = graph.takePositions();
    graph.takeDivisor();
    graph.fixTokenTypes();
    graph.maskBySegment();
    graph.poolBySegment();
    return graph.build(dimensions);
  }

  /** The rows of the position table are looked up by an input; the table is FP32 and stretched. */
  private int takePositions() {
    var gather =
        find(node ->
            node.getOpType().equals("Gather")
                && node.getInput(0).contains("position_embeddings.weight"));
    TensorProto table = constantOf(gather.getInput(0));
    if (table.getDimsCount() != 2) {
      throw new IllegalArgumentException(
          "the table of positions is no matrix: its dimensions are " + table.getDimsList());
    }
    long rows = table.getDims(0);
    int dimensions = Math.toIntExact(table.getDims(1));
    String output = gather.getOutput(0);
    float[] values;
    if (Tensors.isFloat(table)) {
      values = Tensors.floats(table);
    } else {
      var dequantize =
          find(node ->
              node.getOpType().equals("DequantizeLinear")
                  && node.getInput(0).equals(gather.getOutput(0)));
      float scale = Tensors.floats(constantOf(dequantize.getInput(1)))[0];
      int zero = Tensors.bytes(constantOf(dequantize.getInput(2)))[0];
      int[] quantized = Tensors.bytes(table);
      values = new float[quantized.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = (quantized[k] - zero) * scale;
      }
      output = dequantize.getOutput(0);
    }
    float[] own = Arrays.copyOfRange(values, skipped(rows, dimensions), values.length);
    float[] all = kind.table(own, dimensions);
    constant(Tensors.of("ls.positions", all, all.length / dimensions, dimensions));
    head.add(
        node("Gather", "ls_position", List.of("ls.positions", "position_ids"), number("axis", 0)));
    redirect(output, "ls_position");
    return dimensions;
  }

  private int skipped(long rows, int dimensions) {
    if (kind.firstPosition() >= rows) {
      throw new IllegalArgumentException(
          "the table has %d positions, the first is said to be %d"
              .formatted(rows, kind.firstPosition()));
    }
    return kind.firstPosition() * dimensions;
  }

  private void takeDivisor() {
    var divisions = nodes.stream().filter(named("Div", ATTENTION + "Div")).toList();
    if (divisions.isEmpty()) {
      throw new IllegalArgumentException("the attention has no divisor");
    }
    divisions.forEach(division -> division.setInput(1, "attn_div"));
  }

  /** Segments are Longshore's own: the model's token types stay 0, where it asks for them. */
  private void fixTokenTypes() {
    if (model.getGraph().getInputList().stream()
        .noneMatch(input -> input.getName().equals("token_type_ids"))) {
      return;
    }
    constant(Tensors.of("ls.type", new long[] {0}, 1, 1));
    find(node -> node.getOpType().equals("Gather") && node.getInput(1).equals("token_type_ids"))
        .setInput(1, "ls.type");
  }

  /**
   * A key counts when it is no padding and stands in the query's segment; padding sees everything,
   * for a softmax of nothing is NaN.
   */
  private void maskBySegment() {
    String scores = find(named("Div", ATTENTION + "Div")).getOutput(0);
    var add =
        find(named("Add", ATTENTION + "Add").and(node -> node.getInputList().contains(scores)));
    String bias = add.getInput(0).equals(scores) ? add.getInput(1) : add.getInput(0);
    constant(Tensors.of("ls.zero", new long[] {0}, 1));
    constant(Tensors.of("ls.allow", new float[] {0}, 1));
    constant(Tensors.of("ls.deny", new float[] {maskValue(bias)}, 1));
    head.add(node("Unsqueeze", "ls_segment_of_query", List.of("segment_ids"), axes(1, 3)));
    head.add(node("Unsqueeze", "ls_segment_of_key", List.of("segment_ids"), axes(1, 2)));
    head.add(node("Equal", "ls_same", List.of("ls_segment_of_query", "ls_segment_of_key")));
    head.add(node("Equal", "ls_query_is_padding", List.of("ls_segment_of_query", "ls.zero")));
    head.add(node("Greater", "ls_key_is_real", List.of("ls_segment_of_key", "ls.zero")));
    head.add(node("Or", "ls_same_or_padding", List.of("ls_same", "ls_query_is_padding")));
    head.add(node("And", "ls_allowed", List.of("ls_same_or_padding", "ls_key_is_real")));
    head.add(node("Where", "ls_bias", List.of("ls_allowed", "ls.allow", "ls.deny")));
    redirect(bias, "ls_bias");
  }

  /** What the export adds to a score that doesn't count: the constant factor of (1 - mask). */
  private float maskValue(String bias) {
    for (String input : find(node -> node.getOutputList().contains(bias)).getInputList()) {
      var producer =
          nodes.stream()
              .filter(node ->
                  node.getOpType().equals("Constant") && node.getOutputList().contains(input))
              .findFirst();
      if (producer.isPresent()) {
        return Tensors.floats(producer.get().getAttribute(0).getT())[0];
      }
    }
    throw new IllegalArgumentException("the attention mask has no constant factor");
  }

  private void poolBySegment() {
    String last = model.getGraph().getOutput(0).getName();
    find(node -> node.getOutputList().contains(last)).setOutput(0, "tokens");
    SegmentPooling.constants().forEach(this::constant);
    tail.addAll(SegmentPooling.nodes(kind.pooling()));
  }

  private ModelProto build(int dimensions) {
    List<NodeProto> all = new ArrayList<>(head);
    nodes.forEach(node -> all.add(node.build()));
    all.addAll(tail);
    while (removeUnread(all)) {}
    Set<String> read = inputsOf(all);
    if (read.contains("attention_mask") || read.contains("token_type_ids")) {
      throw new IllegalArgumentException("the graph still reads its old inputs");
    }
    String d = Integer.toString(dimensions);
    var graph =
        model.getGraphBuilder().clearNode().addAllNode(all).clearInitializer().clearValueInfo();
    constants.values().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    graph
        .clearInput()
        .addInput(value("input_ids", DataType.INT64, "b", "s"))
        .addInput(value("position_ids", DataType.INT64, "b", "s"))
        .addInput(value("segment_ids", DataType.INT64, "b", "s"))
        .addInput(value("attn_div", DataType.FLOAT, "1"))
        .clearOutput()
        .addOutput(value("tokens", DataType.FLOAT, "b", "s", d))
        .addOutput(value("pooled", DataType.FLOAT, "b", "p", d));
    return model.build();
  }

  private static boolean removeUnread(List<NodeProto> all) {
    Set<String> read = inputsOf(all);
    read.add("tokens");
    read.add("pooled");
    return all.removeIf(node -> node.getOutputList().stream().noneMatch(read::contains));
  }

  private static Set<String> inputsOf(List<NodeProto> all) {
    Set<String> inputs = new HashSet<>();
    all.forEach(node -> inputs.addAll(node.getInputList()));
    return inputs;
  }

  private void redirect(String from, String to) {
    for (var node : nodes) {
      for (int k = 0; k < node.getInputCount(); k++) {
        if (node.getInput(k).equals(from)) {
          node.setInput(k, to);
        }
      }
    }
  }

  private static Predicate<NodeProto.Builder> named(String operator, String name) {
    return node -> node.getOpType().equals(operator) && node.getName().matches(name);
  }

  private NodeProto.Builder find(Predicate<NodeProto.Builder> wanted) {
    return nodes.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not an encoder of the known kind"));
  }

  private TensorProto constantOf(String name) {
    TensorProto tensor = constants.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no constant " + name);
    }
    return tensor;
  }

  private void constant(TensorProto tensor) {
    constants.put(tensor.getName(), tensor);
  }
}
