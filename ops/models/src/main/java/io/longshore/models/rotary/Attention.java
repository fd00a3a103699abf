package io.longshore.models.rotary;

import io.longshore.models.graph.Nodes;
import io.longshore.models.onnx.TensorProto.DataType;
import io.longshore.models.onnx.ValueInfoProto;
import io.longshore.models.rotary.Angles.Read;
import io.longshore.models.rotary.Angles.Turn;
import java.util.List;

/**
 * Attention of every token to those of its segment, a block of queries after another, so that
 * memory grows with the length of a run and not with its square.
 *
 * @param heads how many
 * @param width numbers of a head
 */
record Attention(Sketch sketch, Angles angles, int heads, int width, Shared shared) {
  /** Queries whose scores are in memory at once: 50 MB for 12 heads and 8,192 keys. */
  private static final int BLOCK = 128;

  /** What is added to a score that doesn't count. */
  private static final double DENIED = -1e9;

  /**
   * What all layers share.
   *
   * @param plain turns by places
   * @param coarse turns by groups
   * @param far turns by groups, behind the neighbours
   * @param blocks INT64 [], how many there are
   * @param yes BOOL [], true
   */
  record Shared(Read read, Turn plain, Turn coarse, Turn far, String blocks, String yes) {}

  static Shared shared(Sketch sketch, Angles angles, String ids) {
    Read read = angles.read(ids);
    String coarse = sketch.add("Div", List.of(read.place(), read.group()));
    String step =
        sketch.add(
            "Sub", List.of(read.window(), sketch.add("Div", List.of(read.window(), read.group()))));
    String far = sketch.add("Add", List.of(coarse, step));
    String length =
        sketch.add("Gather", List.of(sketch.add("Shape", List.of(ids)), sketch.numbers(1)));
    String blocks =
        sketch.add(
            "Div",
            List.of(
                sketch.add("Add", List.of(length, sketch.numbers(BLOCK - 1))),
                sketch.numbers(BLOCK)));
    String yes = sketch.add("Equal", List.of(length, length));
    return new Shared(
        read,
        angles.turn(sketch, read.place(), read.frequencies()),
        angles.turn(sketch, coarse, read.frequencies()),
        angles.turn(sketch, far, read.frequencies()),
        sketch.add("Squeeze", List.of(blocks)),
        sketch.add("Squeeze", List.of(yes)));
  }

  /**
   * @param q all three are [b, s, heads * width], the query divided already
   * @return the same shape
   */
  String of(String q, String k, String v) {
    String queries = split(q);
    String keys = split(k);
    String values = split(v);
    var plain = sketch.part();
    String plainResult = plain(plain, queries, keys, values);
    var grouped = sketch.part();
    String groupedResult = grouped(grouped, queries, keys, values);
    String context =
        sketch.add(
            "If",
            List.of(shared.read.grouped()),
            grouped.attribute("then_branch", List.of(), List.of(heads(groupedResult, "s"))),
            plain.attribute("else_branch", List.of(), List.of(heads(plainResult, "s"))));
    return sketch.reshape(
        sketch.add("Transpose", List.of(context), Nodes.numbers("perm", 0, 2, 1, 3)),
        0,
        0,
        (long) heads * width);
  }

  private String split(String values) {
    return sketch.add(
        "Transpose",
        List.of(sketch.reshape(values, 0, 0, heads, width)),
        Nodes.numbers("perm", 0, 2, 1, 3));
  }

  private String plain(Sketch into, String queries, String keys, String values) {
    String q = angles.turned(into, queries, shared.plain);
    String k = asColumns(into, angles.turned(into, keys, shared.plain));
    return blocks(
        into, queries, values, (body, block) -> body.add("MatMul", List.of(block.of(q, 2), k)));
  }

  /**
   * SelfExtend (Jin et al. 2024) for an encoder: neighbours by their distance, farther ones by
   * their groups' distance behind the window; to both sides alike, so what stands behind a query is
   * read as what stands before it with the roles changed.
   */
  private String grouped(Sketch into, String queries, String keys, String values) {
    String q = angles.turned(into, queries, shared.plain);
    String qCoarse = angles.turned(into, queries, shared.coarse);
    String qFar = angles.turned(into, queries, shared.far);
    String k = asColumns(into, angles.turned(into, keys, shared.plain));
    String kCoarse = asColumns(into, angles.turned(into, keys, shared.coarse));
    String kFar = asColumns(into, angles.turned(into, keys, shared.far));
    String keyPlaces = into.unsqueeze(shared.read.place(), 1, 2);
    String queryPlaces = into.unsqueeze(shared.read.place(), 1, 3);
    String windows = into.unsqueeze(shared.read.window(), 1, 3);
    return blocks(
        into,
        queries,
        values,
        (body, block) -> {
          String distance = body.add("Sub", List.of(block.of(queryPlaces, 2), keyPlaces));
          String window = block.of(windows, 2);
          String before = body.add("GreaterOrEqual", List.of(distance, window));
          String behind =
              body.add("GreaterOrEqual", List.of(body.add("Neg", List.of(distance)), window));
          String near = body.add("MatMul", List.of(block.of(q, 2), k));
          String farBehind = body.add("MatMul", List.of(block.of(qCoarse, 2), kFar));
          String nearOrBehind = body.add("Where", List.of(behind, farBehind, near));
          String farBefore = body.add("MatMul", List.of(block.of(qFar, 2), kCoarse));
          return body.add("Where", List.of(before, farBefore, nearOrBehind));
        });
  }

  private static String asColumns(Sketch into, String keys) {
    return into.add("Transpose", List.of(keys), Nodes.numbers("perm", 0, 1, 3, 2));
  }

  /** Gives a block's scores [b, h, block, s]. */
  private interface Scores {
    String of(Sketch body, Block block);
  }

  /** Rows of a block. */
  private record Block(Sketch body, String start, String end) {
    String of(String values, int axis) {
      return body.add("Slice", List.of(values, start, end, body.numbers(axis)));
    }
  }

  /** A loop that appends the values that each block of queries attends to. */
  private String blocks(Sketch into, String queries, String values, Scores scores) {
    String none =
        into.add("Slice", List.of(queries, into.numbers(0), into.numbers(0), into.numbers(2)));
    var body = into.part();
    String name = body.unique();
    String turn = "turn_" + name;
    String again = "again_" + name;
    String done = "done_" + name;
    String start = body.reshape(body.add("Mul", List.of(turn, body.numbers(BLOCK))), 1);
    var block = new Block(body, start, body.add("Add", List.of(start, body.numbers(BLOCK))));
    String allowed = body.add("Add", List.of(scores.of(body, block), bias(body, block)));
    String weights = body.add("Softmax", List.of(allowed), Nodes.number("axis", -1));
    String more =
        body.add(
            "Concat",
            List.of(done, body.add("MatMul", List.of(weights, values))),
            Nodes.number("axis", 2));
    String goOn = body.add("Identity", List.of(again));
    return into.add(
        "Loop",
        List.of(shared.blocks, shared.yes, none),
        body.attribute(
            "body",
            List.of(
                Nodes.value(turn, DataType.INT64),
                Nodes.value(again, DataType.BOOL),
                heads(done, "before")),
            List.of(Nodes.value(goOn, DataType.BOOL), heads(more, "after"))));
  }

  /**
   * A key counts when it is no padding and stands in the query's segment; padding sees everything,
   * for a softmax of nothing is NaN.
   */
  private static String bias(Sketch body, Block block) {
    String query = body.unsqueeze(block.of("segment_ids", 1), 1, 3);
    String key = body.unsqueeze("segment_ids", 1, 2);
    String zero = body.numbers(0);
    String isAllowed =
        body.add(
            "And",
            List.of(
                body.add(
                    "Or",
                    List.of(
                        body.add("Equal", List.of(query, key)),
                        body.add("Equal", List.of(query, zero)))),
                body.add("Greater", List.of(key, zero))));
    return body.add("Where", List.of(isAllowed, body.number(0), body.number(DENIED)));
  }

  private ValueInfoProto heads(String name, String length) {
    return Nodes.value(
        name, DataType.FLOAT, "b", Integer.toString(heads), length, Integer.toString(width));
  }
}
