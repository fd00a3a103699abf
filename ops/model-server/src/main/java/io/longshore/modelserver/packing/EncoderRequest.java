package io.longshore.modelserver.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call of an encoder: tensors [rows, columns] in, vectors by segment and by token out. */
public final class EncoderRequest {
  final long[] ids;
  final long[] positions;
  final float divisor;
  final boolean question;
  final int dimensions;
  private final int rows;
  private final int columns;
  private final int segmentsPerRow;
  private final List<Segment> segments = new ArrayList<>();
  private final float[] pooled;
  private final float @Nullable [] tokens;
  private final CompletableFuture<Output> output = new CompletableFuture<>();
  private final AtomicInteger missing;

  /**
   * @param pooled [rows, segmentsPerRow, dimensions]; zeros where a row has no such segment
   * @param tokens [rows, columns, dimensions], zeros at padding; null unless asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then sent
  public record Output(float[] pooled, int segmentsPerRow, float @Nullable [] tokens) {}

  /**
   * @param positions rows of the model's table of positions
   * @param segmentIds 0 is padding, others number the texts of a row
   * @param question true to go before what is no question
   * @param wantTokens whether {@link Output#tokens} is wanted
   */
  public EncoderRequest(
      long[] ids,
      long[] positions,
      long[] segmentIds,
      int rows,
      float divisor,
      int dimensions,
      boolean question,
      boolean wantTokens) {
    for (long position : positions) {
      if (position < 0) { // the graph would count from the table's end
        throw new IllegalArgumentException("position_ids are 0 or more, got " + position);
      }
    }
    if (!(divisor > 0) || Float.isInfinite(divisor)) {
      throw new IllegalArgumentException("attn_div is greater than 0, got " + divisor);
    }
    this.ids = ids;
    this.positions = positions;
    this.divisor = divisor;
    this.question = question;
    this.dimensions = dimensions;
    this.rows = rows;
    this.columns = ids.length / rows;
    segmentsPerRow = cut(segmentIds);
    pooled = new float[rows * segmentsPerRow * dimensions];
    tokens = wantTokens ? new float[ids.length * dimensions] : null;
    missing = new AtomicInteger(segments.size());
    if (segments.isEmpty()) {
      output.complete(new Output(pooled, segmentsPerRow, tokens));
    }
  }

  private int cut(long[] segmentIds) {
    int most = 0;
    for (int row = 0; row < rows; row++) {
      int[] sizes = new int[columns + 1];
      for (int column = 0; column < columns; column++) {
        long id = segmentIds[row * columns + column];
        if (id < 0 || id > columns) {
          throw new IllegalArgumentException(
              "segment_ids are 0 to the number of tokens in a row (%d), got %d"
                  .formatted(columns, id));
        }
        sizes[(int) id]++;
        most = Math.max(most, (int) id);
      }
      int[][] places = new int[columns + 1][];
      for (int column = 0; column < columns; column++) {
        int id = (int) segmentIds[row * columns + column];
        if (id > 0) {
          if (places[id] == null) {
            places[id] = new int[sizes[id]];
            segments.add(new Segment(this, row, id, places[id]));
          }
          places[id][places[id].length - sizes[id]--] = row * columns + column;
        }
      }
    }
    return most;
  }

  List<Segment> segments() {
    return segments;
  }

  public int tokenCount() {
    return segments.stream().mapToInt(Segment::tokens).sum();
  }

  public int longestSegment() {
    return segments.stream().mapToInt(Segment::tokens).max().orElse(0);
  }

  /** Completes when every segment has been through a run; cancel it when nobody waits any more. */
  public CompletableFuture<Output> output() {
    return output;
  }

  boolean wantsTokens() {
    return tokens != null;
  }

  boolean isAbandoned() {
    return output.isDone();
  }

  /** Takes a segment's vector and, when wanted, those of its tokens, in the order of its places. */
  void accept(
      Segment segment, float[] vectors, int at, float @Nullable [] tokenVectors, int tokensAt) {
    System.arraycopy(
        vectors,
        at,
        pooled,
        (segment.row() * segmentsPerRow + segment.number() - 1) * dimensions,
        dimensions);
    if (tokens != null && tokenVectors != null) {
      for (int k = 0; k < segment.tokens(); k++) {
        System.arraycopy(
            tokenVectors,
            tokensAt + k * dimensions,
            tokens,
            segment.places()[k] * dimensions,
            dimensions);
      }
    }
    if (missing.decrementAndGet() == 0) {
      output.complete(new Output(pooled, segmentsPerRow, tokens));
    }
  }

  void fail(Throwable reason) {
    output.completeExceptionally(reason);
  }
}
