package io.longshore.modelserver.copying;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The pieces of a vocabulary by their bytes: from a node, one byte leads to the next. Finding the
 * tokens that may follow costs what the bytes of the longest one cost, not what the vocabulary
 * does.
 */
public final class PieceTrie {
  static final int ROOT = 0;
  static final int NONE = -1;

  private static final int BYTES = 256;

  /** Children of node n are the nodes {@code first[n]} to {@code first[n + 1] - 1}, by label. */
  private final int[] first;

  private final byte[] labels;
  private final int[] tokens;
  private final int[] rootChildren = new int[BYTES];

  /** Tokens that have the bytes of another one, by their node. */
  private final Map<Integer, int[]> twins = new HashMap<>();

  /**
   * @param vocabulary number of tokens
   * @param piece bytes of a token; empty for one that isn't text
   */
  public PieceTrie(int vocabulary, IntFunction<byte[]> piece) {
    byte[][] pieces = new byte[vocabulary][];
    Arrays.setAll(pieces, piece);
    int[] order =
        IntStream.range(0, vocabulary)
            .filter(token -> pieces[token].length > 0)
            .boxed()
            .sorted(Comparator.comparing(token -> pieces[token], Arrays::compareUnsigned))
            .mapToInt(Integer::intValue)
            .toArray();
    int most = 2 + Arrays.stream(order).map(token -> pieces[token].length).sum();
    int[] from = new int[most]; // a node's tokens are order[from] to order[until - 1]
    int[] until = new int[most];
    int[] depth = new int[most];
    int[] children = new int[most];
    byte[] byLabel = new byte[most];
    int[] ends = new int[most];
    until[ROOT] = order.length;
    int nodes = 1;
    for (int node = 0; node < nodes; node++) {
      children[node] = nodes;
      int k = from[node];
      while (k < until[node] && pieces[order[k]].length == depth[node]) {
        k++;
      }
      ends[node] = own(node, Arrays.copyOfRange(order, from[node], k));
      while (k < until[node]) {
        byte label = pieces[order[k]][depth[node]];
        from[nodes] = k;
        depth[nodes] = depth[node] + 1;
        byLabel[nodes] = label;
        while (k < until[node] && pieces[order[k]][depth[node]] == label) {
          k++;
        }
        until[nodes++] = k;
      }
    }
    children[nodes] = nodes;
    first = Arrays.copyOf(children, nodes + 1);
    labels = Arrays.copyOf(byLabel, nodes);
    tokens = Arrays.copyOf(ends, nodes);
    Arrays.fill(rootChildren, NONE);
    for (int child = first[ROOT]; child < first[ROOT + 1]; child++) {
      rootChildren[Byte.toUnsignedInt(labels[child])] = child;
    }
  }

  private int own(int node, int[] tokensHere) {
    if (tokensHere.length == 0) {
      return NONE;
    }
    if (tokensHere.length > 1) {
      twins.put(node, Arrays.copyOfRange(tokensHere, 1, tokensHere.length));
    }
    return tokensHere[0];
  }

  /** The node behind one more byte, or {@link #NONE}. */
  int child(int node, byte label) {
    if (node == ROOT) {
      return rootChildren[Byte.toUnsignedInt(label)];
    }
    int low = first[node];
    int high = first[node + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Byte.compareUnsigned(labels[middle], label);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  /** The tokens that have exactly these bytes. */
  public IntStream tokens(byte[] bytes) {
    int node = ROOT;
    for (int k = 0; k < bytes.length && node != NONE; k++) {
      node = child(node, bytes[k]);
    }
    var found = IntStream.builder();
    if (node != NONE) {
      tokensAt(node, found::add);
    }
    return found.build();
  }

  /** The tokens that end at a node; most often none or one. */
  void tokensAt(int node, IntConsumer each) {
    if (tokens[node] == NONE) {
      return;
    }
    each.accept(tokens[node]);
    int[] more = twins.get(node);
    if (more != null) {
      for (int token : more) {
        each.accept(token);
      }
    }
  }
}
