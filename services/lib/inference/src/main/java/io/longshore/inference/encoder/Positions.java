package io.longshore.inference.encoder;

import io.longshore.contracts.embedding.LongMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model knows where a token stands, and so which modes for long texts it allows.
 *
 * @param window tokens that it was trained to read at once
 * @param stretchedFrom row of the table where its stretched rows begin
 * @param stretch rows a position there; 0 where there are none
 * @param longest text that the model server reads at once, in tokens
 * @param turns whether a request's numbers turn rotary positions, as {@link Turning} writes them
 */
public record Positions(
    Kind kind, int window, int stretchedFrom, int stretch, int longest, boolean turns) {
  /** Windows of one text in mode {@code pcw}. */
  public static final int WINDOWS_MAX = 64;

  /** Positions that mode {@code pi-keep20} leaves where they are. */
  static final int KEPT = 20;

  /** What positions are to a model. */
  public enum Kind {
    /** A learned table. */
    ABSOLUTE,
    /** Angles. */
    ROPE,
    /** A bias by distance. */
    ALIBI,
    /** It reads without, or by convolutions. */
    NONE,
    /** The model server doesn't say. */
    UNKNOWN;

    static Kind of(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  /** Of a model whose positions are what they are. */
  public Positions(Kind kind, int window, int stretchedFrom, int stretch, int longest) {
    this(kind, window, stretchedFrom, stretch, longest, false);
  }

  /** Of a model that says nothing of them. */
  public static Positions unknown(int window) {
    return new Positions(Kind.UNKNOWN, window, 0, 0, window);
  }

  /** Why this model can't do it, in one sentence; empty when it can. */
  public Optional<String> refusal(LongMode mode) {
    return switch (mode) {
      case NONE, PCW -> Optional.empty();
      case GP, RP ->
          kind == Kind.ABSOLUTE
              ? Optional.empty()
              : Optional.of(needs(mode, "a learned table of positions"));
      case PI, PI_KEEP20 ->
          kind == Kind.ABSOLUTE && stretch > 1
              ? Optional.empty()
              : Optional.of(needs(mode, "a learned table of positions with stretched rows"));
      case NTK, SELFEXTEND ->
          kind == Kind.ROPE && turns
              ? Optional.empty()
              : Optional.of(needs(mode, "rotary positions that a request can turn"));
    };
  }

  private String needs(LongMode mode, String what) {
    String has =
        switch (kind) {
          case ABSOLUTE -> stretch > 1 ? "a learned table" : "a learned table without them";
          case ROPE -> turns ? "rotary positions" : "rotary positions that are fixed in its graph";
          case ALIBI -> "a bias by distance";
          case NONE -> "none";
          case UNKNOWN -> "positions of which the model server says nothing";
        };
    return "Mode %s needs %s; this model has %s".formatted(mode.label(), what, has);
  }

  /** Tokens, with prefix and special ones, that are read at once in this mode. */
  int longest(LongMode mode) {
    return switch (mode) {
      case NONE, PCW -> Math.min(longest, window);
      case GP, RP -> longest;
      case NTK, SELFEXTEND -> Math.min(longest, Turning.TIMES * window);
      case PI -> Math.min(longest, stretch * window);
      case PI_KEEP20 -> Math.min(longest, KEPT + stretch * (window - KEPT));
    };
  }

  /**
   * The row of each token, or how it is turned. Within the window they are the model's own,
   * whatever the mode.
   */
  long[] rows(LongMode mode, int tokens) {
    long[] rows = new long[tokens];
    if (tokens <= window) {
      Arrays.setAll(rows, k -> k);
      return rows;
    }
    switch (mode) {
      case GP -> {
        int group = Math.ceilDiv(tokens, window);
        Arrays.setAll(rows, k -> k / group);
      }
      case RP -> Arrays.setAll(rows, k -> k % window);
      case PI -> {
        int stride = stride(stretch * window, tokens);
        Arrays.setAll(rows, k -> stretchedFrom + (long) stride * k);
      }
      case PI_KEEP20 -> {
        int stride = stride(stretch * (window - KEPT), tokens - KEPT);
        int from = stretchedFrom + stretch * KEPT;
        Arrays.setAll(rows, k -> k < KEPT ? k : from + (long) stride * (k - KEPT));
      }
      case NTK -> rows = Turning.larger(tokens, window);
      case SELFEXTEND -> rows = Turning.grouped(tokens, window);
      case NONE, PCW ->
          throw new IllegalArgumentException(
              "%d tokens are too many for mode %s".formatted(tokens, mode.label()));
    }
    return rows;
  }

  /** The widest step that leaves every token a row of its own. */
  private static int stride(int rows, int tokens) {
    return (rows - 1) / (tokens - 1);
  }
}
