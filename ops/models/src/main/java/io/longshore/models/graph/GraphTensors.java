package io.longshore.models.graph;

import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.ValueInfoProto;
import java.util.List;

/** What a graph takes and holds, as far as Longshore asks. */
public final class GraphTensors {
  /** What a rewritten graph takes. */
  public static final List<String> INPUTS =
      List.of("input_ids", "position_ids", "segment_ids", "attn_div");

  private GraphTensors() {}

  /** True when the graph has been rewritten already, here or elsewhere. */
  public static boolean areLongshores(ModelProto model) {
    return model.getGraph().getInputList().stream()
        .map(ValueInfoProto::getName)
        .toList()
        .containsAll(INPUTS);
  }

  /** Rows and columns of a rewritten graph's table of positions. */
  public static long[] positions(ModelProto rewritten) {
    TensorProto table =
        rewritten.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals("ls.positions"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the graph isn't rewritten"));
    return new long[] {table.getDims(0), table.getDims(1)};
  }
}
