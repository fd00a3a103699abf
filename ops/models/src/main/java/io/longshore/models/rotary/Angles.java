package io.longshore.models.rotary;

import io.longshore.models.graph.Nodes;
import io.longshore.models.graph.Tensors;
import io.longshore.models.onnx.TensorProto.DataType;
import java.util.List;

/**
 * Reads {@code position_ids} [b, s] of a graph with rotary positions. Each is {@code p + 2^16 * t +
 * 2^32 * g + 2^40 * w}:
 *
 * <ul>
 *   <li>{@code p}: where the token stands in its text;
 *   <li>{@code t}: 256 times the ratio r that the base is raised for (NTK-aware scaling: base times
 *       r^(d/(d-2)), d the width of a head); 0 for the base itself;
 *   <li>{@code g} and {@code w}: SelfExtend's group and neighbour window; 0 where there is none.
 * </ul>
 *
 * So one graph reads texts of every mode in one run, and plain positions are plain numbers.
 */
record Angles(Sketch sketch, int pairs, double base) {
  private static final long SIXTEEN_BITS = 1L << 16;
  private static final long EIGHT_BITS = 1L << 8;
  private static final long GROUP_AT = 1L << 32;
  private static final long WINDOW_AT = 1L << 40;
  private static final double RATIO_STEPS = 256;

  /**
   * The names of what was read, all [b, s].
   *
   * @param place INT64, {@code p}
   * @param group INT64, 1 or more
   * @param window INT64; more than any distance where nothing is grouped
   * @param grouped BOOL [], whether anything is
   * @param frequencies FP32 [b, s, pairs], radians a position
   */
  record Read(String place, String group, String window, String grouped, String frequencies) {}

  /** Cosines and sines, [b, 1, s, pairs]. */
  record Turn(String cos, String sin) {}

  Read read(String ids) {
    String place = bits(ids, 1, SIXTEEN_BITS);
    String steps = sketch.cast(bits(ids, SIXTEEN_BITS, SIXTEEN_BITS), DataType.FLOAT);
    String ratio =
        sketch.add(
            "Where",
            List.of(
                sketch.add("Greater", List.of(steps, sketch.number(0))),
                sketch.add("Div", List.of(steps, sketch.number(RATIO_STEPS))),
                sketch.number(1)));
    float[] own = new float[pairs];
    float[] exponents = new float[pairs];
    for (int k = 0; k < pairs; k++) {
      own[k] = (float) Math.pow(base, -(double) k / pairs);
      exponents[k] = -(float) k / (pairs - 1); // r^(d/(d-2)) to the power of -2k/d
    }
    String slower =
        sketch.add(
            "Pow",
            List.of(
                sketch.unsqueeze(ratio, 2),
                sketch.constant(Tensors.of("rotary.exponents", exponents, pairs))));
    String frequencies =
        sketch.add("Mul", List.of(slower, sketch.constant(Tensors.of("rotary.base", own, pairs))));
    String group = bits(ids, GROUP_AT, EIGHT_BITS);
    String largest =
        sketch.add("ReduceMax", List.of(group), Nodes.number("keepdims", 0)); // of all texts
    String isGrouped = sketch.add("Greater", List.of(group, sketch.numbers(0)));
    String window =
        sketch.add(
            "Where",
            List.of(isGrouped, bits(ids, WINDOW_AT, SIXTEEN_BITS), sketch.numbers(SIXTEEN_BITS)));
    return new Read(
        place,
        sketch.add("Max", List.of(group, sketch.numbers(1))),
        window,
        sketch.reshape(sketch.add("Greater", List.of(largest, sketch.numbers(0)))), // no dimension
        frequencies);
  }

  private String bits(String ids, long from, long size) {
    String shifted = from == 1 ? ids : sketch.add("Div", List.of(ids, sketch.numbers(from)));
    return sketch.add("Mod", List.of(shifted, sketch.numbers(size)));
  }

  /** The turn of tokens at places of their own; drawn into any part. */
  Turn turn(Sketch into, String places, String frequencies) {
    String angle =
        into.add("Mul", List.of(into.unsqueeze(into.cast(places, DataType.FLOAT), 2), frequencies));
    return new Turn(
        into.unsqueeze(into.add("Cos", List.of(angle)), 1),
        into.unsqueeze(into.add("Sin", List.of(angle)), 1));
  }

  /**
   * Heads [b, h, s, 2 * pairs], turned: the first half of a head's numbers pairs with the second.
   */
  String turned(Sketch into, String heads, Turn by) {
    List<String> halves = into.halves(heads, pairs);
    String first = halves.getFirst();
    String second = halves.getLast();
    return into.add(
        "Concat",
        List.of(
            into.add(
                "Sub",
                List.of(
                    into.add("Mul", List.of(first, by.cos)),
                    into.add("Mul", List.of(second, by.sin)))),
            into.add(
                "Add",
                List.of(
                    into.add("Mul", List.of(second, by.cos)),
                    into.add("Mul", List.of(first, by.sin))))),
        Nodes.number("axis", -1));
  }
}
