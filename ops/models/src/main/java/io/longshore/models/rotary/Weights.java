package io.longshore.models.rotary;

import io.longshore.models.graph.Nodes;
import io.longshore.models.graph.Tensors;
import io.longshore.models.onnx.TensorProto.DataType;
import java.util.List;

/** How a file's matrices stand in a graph, and how values are multiplied by them. */
enum Weights {
  /** As they are, in 32 bits: 550 MB for nomic-embed-text. */
  FP32 {
    @Override
    Input input(Sketch sketch, String values, float[] widths) {
      return new Input(values, "", widths);
    }

    @Override
    String multiply(Sketch sketch, Gguf file, String matrix, Input input) {
      int inputs = file.columns(matrix);
      int outputs = file.rows(matrix);
      float[] turned = new float[inputs * outputs];
      float[] row = new float[inputs];
      for (int output = 0; output < outputs; output++) {
        file.row(matrix, output, row);
        for (int k = 0; k < inputs; k++) {
          turned[k * outputs + output] = row[k];
        }
      }
      String name = sketch.constant(Tensors.of(matrix, turned, inputs, outputs));
      return sketch.add("MatMul", List.of(input.values, name));
    }

    @Override
    String rows(Sketch sketch, Gguf file, String table, String ids) {
      int width = file.columns(table);
      float[] all = new float[file.rows(table) * width];
      float[] row = new float[width];
      for (int k = 0; k < file.rows(table); k++) {
        file.row(table, k, row);
        System.arraycopy(row, 0, all, k * width, width);
      }
      String name = sketch.constant(Tensors.of(table, all, file.rows(table), width));
      return sketch.add("Gather", List.of(name, ids));
    }
  },
  /**
   * 8 bits: matrices with a scale an output, tables with a scale a row. Values are rounded with a
   * scale of their token's own, so that a text's vector doesn't depend on what it is packed with.
   */
  INT8 {
    @Override
    Input input(Sketch sketch, String values, float[] widths) {
      String even = widths.length == 0 ? values : evened(sketch, values, widths);
      String largest =
          sketch.add(
              "ReduceMax", List.of(sketch.add("Abs", List.of(even))), Nodes.numbers("axes", -1));
      String scale =
          sketch.add(
              "Div",
              List.of(
                  sketch.add("Max", List.of(largest, sketch.number(SMALLEST))),
                  sketch.number(MOST)));
      String steps = sketch.add("Round", List.of(sketch.add("Div", List.of(even, scale))));
      String unsigned = sketch.add("Add", List.of(steps, sketch.number(ZERO)));
      return new Input(sketch.cast(unsigned, DataType.UINT8), scale, widths);
    }

    private String evened(Sketch sketch, String values, float[] widths) {
      float[] narrower = new float[widths.length];
      for (int k = 0; k < narrower.length; k++) {
        narrower[k] = 1 / widths[k];
      }
      String name = "even_" + sketch.unique();
      return sketch.add(
          "Mul", List.of(values, sketch.constant(Tensors.of(name, narrower, narrower.length))));
    }

    @Override
    String multiply(Sketch sketch, Gguf file, String matrix, Input input) {
      int inputs = file.columns(matrix);
      int outputs = file.rows(matrix);
      byte[] turned = new byte[inputs * outputs];
      float[] scales = new float[outputs];
      float[] row = new float[inputs];
      for (int output = 0; output < outputs; output++) {
        file.row(matrix, output, row);
        for (int k = 0; k < input.widths.length; k++) {
          row[k] *= input.widths[k];
        }
        scales[output] = scale(row);
        for (int k = 0; k < inputs; k++) {
          turned[k * outputs + output] = (byte) Math.rint(row[k] / scales[output]);
        }
      }
      String name = sketch.constant(Tensors.of(matrix, DataType.INT8, turned, inputs, outputs));
      String zero =
          sketch.constant(Tensors.of("zero", DataType.UINT8, new byte[] {(byte) ZERO}, 1));
      String sums = sketch.add("MatMulInteger", List.of(input.values, name, zero));
      String byToken = sketch.add("Mul", List.of(sketch.cast(sums, DataType.FLOAT), input.scale));
      return sketch.add(
          "Mul", List.of(byToken, sketch.constant(Tensors.of(matrix + ".s", scales, outputs))));
    }

    @Override
    String rows(Sketch sketch, Gguf file, String table, String ids) {
      int width = file.columns(table);
      byte[] all = new byte[file.rows(table) * width];
      float[] scales = new float[file.rows(table)];
      float[] row = new float[width];
      for (int k = 0; k < scales.length; k++) {
        file.row(table, k, row);
        scales[k] = scale(row);
        for (int d = 0; d < width; d++) {
          all[k * width + d] = (byte) Math.rint(row[d] / scales[k]);
        }
      }
      String values = sketch.constant(Tensors.of(table, DataType.INT8, all, scales.length, width));
      String scale = sketch.constant(Tensors.of(table + ".s", scales, scales.length, 1));
      return sketch.add(
          "Mul",
          List.of(
              sketch.cast(sketch.add("Gather", List.of(values, ids)), DataType.FLOAT),
              sketch.add("Gather", List.of(scale, ids))));
    }
  };

  private static final double MOST = 127;
  private static final int ZERO = 128;

  /** A row of zeros has a scale all the same. */
  private static final double SMALLEST = 1e-20;

  /**
   * Values that are ready to be multiplied, any number of times.
   *
   * @param widths as they were given
   */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the package
  record Input(String values, String scale, float[] widths) {}

  /**
   * @param widths how wide each of a token's numbers spreads beside the others; empty where all do
   *     alike. A matrix makes up for it
   */
  abstract Input input(Sketch sketch, String values, float[] widths);

  /** Values times a matrix of the file. */
  abstract String multiply(Sketch sketch, Gguf file, String matrix, Input input);

  /** Rows of a table of the file. */
  abstract String rows(Sketch sketch, Gguf file, String table, String ids);

  private static float scale(float[] row) {
    float largest = 0;
    for (float value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 ? 1 : largest / (float) MOST;
  }
}
