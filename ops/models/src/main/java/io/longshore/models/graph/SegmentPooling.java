package io.longshore.models.graph;

import static io.longshore.models.graph.Nodes.axes;
import static io.longshore.models.graph.Nodes.node;
import static io.longshore.models.graph.Nodes.number;

import io.longshore.models.onnx.NodeProto;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;

/** Makes {@code pooled} [b, p, d] of {@code tokens} [b, s, d] and {@code segment_ids} [b, s]. */
final class SegmentPooling {
  private SegmentPooling() {}

  static List<TensorProto> constants() {
    return List.of(
        Tensors.of("ls.first", new long[] {1}),
        Tensors.of("ls.one", new float[] {1}, 1),
        Tensors.of("ls.columns", new long[] {2}));
  }

  static List<NodeProto> nodes(Pooling pooling) {
    var nodes = new ArrayList<>(members());
    nodes.addAll(pooling == Pooling.MEAN ? mean() : first());
    return nodes;
  }

  /** {@code ls_weight} [b, p, s]: 1 where a token belongs to a segment. */
  private static List<NodeProto> members() {
    return List.of(
        node("ReduceMax", "ls_last", List.of("segment_ids"), number("keepdims", 0)),
        node("Add", "ls_end", List.of("ls_last", "ls.first")),
        node("Range", "ls_range", List.of("ls.first", "ls_end", "ls.first")),
        node("Unsqueeze", "ls_segments", List.of("ls_range"), axes(0, 2)),
        node("Unsqueeze", "ls_segment_of_token", List.of("segment_ids"), axes(1)),
        node("Equal", "ls_member", List.of("ls_segment_of_token", "ls_segments")),
        truth("ls_weight", "ls_member"));
  }

  private static List<NodeProto> mean() {
    return List.of(
        node("MatMul", "ls_sum", List.of("ls_weight", "tokens")),
        node("ReduceSum", "ls_members", List.of("ls_weight"), axes(2), number("keepdims", 1)),
        node("Max", "ls_count", List.of("ls_members", "ls.one")),
        node("Div", "pooled", List.of("ls_sum", "ls_count")));
  }

  /** The one member before which there is none. */
  private static List<NodeProto> first() {
    return List.of(
        node("CumSum", "ls_rank", List.of("ls_weight", "ls.columns")),
        node("Mul", "ls_member_rank", List.of("ls_rank", "ls_weight")),
        node("Equal", "ls_is_first", List.of("ls_member_rank", "ls.one")),
        truth("ls_first_weight", "ls_is_first"),
        node("MatMul", "pooled", List.of("ls_first_weight", "tokens")));
  }

  private static NodeProto truth(String output, String input) {
    return node("Cast", output, List.of(input), number("to", DataType.FLOAT.getNumber()));
  }
}
