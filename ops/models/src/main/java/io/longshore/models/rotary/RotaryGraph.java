package io.longshore.models.rotary;

import io.longshore.models.graph.Nodes;
import io.longshore.models.graph.Tensors;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws the graph of nomic-embed-text (BERT with rotary positions, a gated feed-forward part and no
 * biases) out of the tensors of its GGUF file, with the tensors of {@link
 * io.longshore.models.graph.EncoderGraph}; what its {@code position_ids} say stands at {@link
 * Angles}.
 */
public final class RotaryGraph {
  /** Changes whenever the same weights would give other vectors. */
  public static final int VERSION = 1;

  private static final String ARCHITECTURE = "nomic-bert";
  private static final float SPREAD = 16;
  private static final float[] EVEN = {};
  private static final String PREFIX = ARCHITECTURE + ".";

  private final Sketch sketch = new Sketch();
  private final Gguf file;
  private final Weights weights;
  private final float epsilon;

  private RotaryGraph(Gguf file, Weights weights) {
    this.file = file;
    this.weights = weights;
    epsilon = (float) file.number(PREFIX + "attention.layer_norm_epsilon");
  }

  /** Weights of 8 bits, 138 MB. */
  public static ModelProto int8(Path gguf) throws IOException {
    return of(gguf, Weights.INT8);
  }

  /** Weights of 32 bits, 547 MB: to compare with. */
  public static ModelProto fp32(Path gguf) throws IOException {
    return of(gguf, Weights.FP32);
  }

  /** Throws {@link IllegalArgumentException} when the file holds another architecture. */
  private static ModelProto of(Path gguf, Weights weights) throws IOException {
    Gguf file = Gguf.open(gguf);
    String architecture = file.word("general.architecture");
    if (!architecture.equals(ARCHITECTURE)) {
      throw new IllegalArgumentException(
          "the GGUF file holds %s and not %s".formatted(architecture, ARCHITECTURE));
    }
    return new RotaryGraph(file, weights).draw();
  }

  private ModelProto draw() {
    int dimensions = (int) file.number(PREFIX + "embedding_length");
    int heads = (int) file.number(PREFIX + "attention.head_count");
    int layers = (int) file.number(PREFIX + "block_count");
    int width = dimensions / heads;
    var angles = new Angles(sketch, width / 2, file.number(PREFIX + "rope.freq_base"));
    var attention =
        new Attention(
            sketch, angles, heads, width, Attention.shared(sketch, angles, "position_ids"));
    String state = embeddings();
    for (int layer = 0; layer < layers; layer++) {
      String norm =
          layer == 0 ? "token_embd_norm" : "blk.%d.layer_output_norm".formatted(layer - 1);
      state = layer(state, norm, "blk.%d.".formatted(layer), attention);
    }
    sketch.name(state, "tokens");
    sketch.name(pooled(state), "pooled");
    String d = Integer.toString(dimensions);
    return sketch.model(
        List.of(
            Nodes.value("input_ids", DataType.INT64, "b", "s"),
            Nodes.value("position_ids", DataType.INT64, "b", "s"),
            Nodes.value("segment_ids", DataType.INT64, "b", "s"),
            Nodes.value("attn_div", DataType.FLOAT, "1")),
        List.of(
            Nodes.value("tokens", DataType.FLOAT, "b", "s", d),
            Nodes.value("pooled", DataType.FLOAT, "b", "p", d)));
  }

  /** Of words and of the one type that they have. */
  private String embeddings() {
    String words = weights.rows(sketch, file, "token_embd.weight", "input_ids");
    return normalized(
        sketch.add("Add", List.of(words, vector("token_types.weight"))), "token_embd_norm");
  }

  /**
   * @param norm what the state comes from
   */
  private String layer(String state, String norm, String at, Attention attention) {
    long dimensions = (long) attention.heads() * attention.width();
    String all =
        weights.multiply(
            sketch, file, at + "attn_qkv.weight", weights.input(sketch, state, widths(norm)));
    List<String> qkv =
        sketch.add(
            "Split",
            3,
            List.of(all, sketch.numbers(dimensions, dimensions, dimensions)),
            Nodes.number("axis", -1));
    String query = sketch.add("Div", List.of(qkv.getFirst(), "attn_div"));
    String seen = attention.of(query, qkv.get(1), qkv.get(2));
    String attended =
        weights.multiply(
            sketch, file, at + "attn_output.weight", weights.input(sketch, seen, EVEN));
    String middle =
        normalized(sketch.add("Add", List.of(state, attended)), at + "attn_output_norm");
    return normalized(
        sketch.add("Add", List.of(middle, fed(middle, at))), at + "layer_output_norm");
  }

  /** SwiGLU. */
  private String fed(String state, String at) {
    Weights.Input input = weights.input(sketch, state, widths(at + "attn_output_norm"));
    String gate = weights.multiply(sketch, file, at + "ffn_gate.weight", input);
    String open = sketch.add("Mul", List.of(gate, sketch.add("Sigmoid", List.of(gate))));
    String up = weights.multiply(sketch, file, at + "ffn_up.weight", input);
    String product = sketch.add("Mul", List.of(open, up));
    return weights.multiply(
        sketch, file, at + "ffn_down.weight", weights.input(sketch, product, EVEN));
  }

  /**
   * Two or three numbers of every token spread ten times as wide as the others, and would take the
   * 8 bits from them. A normalization's bias says which and how far (measured; the cosine to 32
   * bits rises from .983 to .998).
   */
  private float[] widths(String norm) {
    float[] widths = file.vector(norm + ".bias");
    for (int k = 0; k < widths.length; k++) {
      widths[k] = Math.max(1, SPREAD * Math.abs(widths[k]));
    }
    return widths;
  }

  private String normalized(String values, String name) {
    return sketch.add(
        "LayerNormalization",
        List.of(values, vector(name + ".weight"), vector(name + ".bias")),
        Sketch.decimal("epsilon", epsilon));
  }

  private String vector(String name) {
    float[] values = file.vector(name);
    return sketch.constant(Tensors.of(name, values, values.length));
  }

  /** The mean of each segment's tokens. */
  private String pooled(String tokens) {
    String last = sketch.add("ReduceMax", List.of("segment_ids"), Nodes.number("keepdims", 0));
    String one = sketch.constant(Tensors.of("one", new long[] {1}));
    String numbers = sketch.add("Range", List.of(one, sketch.add("Add", List.of(last, one)), one));
    String isMember =
        sketch.add(
            "Equal", List.of(sketch.unsqueeze("segment_ids", 1), sketch.unsqueeze(numbers, 0, 2)));
    String weight = sketch.cast(isMember, DataType.FLOAT);
    String count =
        sketch.add(
            "Max",
            List.of(sketch.add("ReduceSum", List.of(weight, sketch.numbers(2))), sketch.number(1)));
    return sketch.add("Div", List.of(sketch.add("MatMul", List.of(weight, tokens)), count));
  }
}
