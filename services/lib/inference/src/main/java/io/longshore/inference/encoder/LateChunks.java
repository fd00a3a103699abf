package io.longshore.inference.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of a text's parts out of the vectors that its tokens have in the whole text (late
 * chunking, Günther et al. 2024): the mean of a part's tokens, made to have length 1.
 *
 * @param parts in the order of the text; a token belongs to the part that it begins in
 */
record LateChunks(List<Offsets> parts) {

  /**
   * @param windows what was read of the text
   * @param tokens for each window the vectors of its tokens, as long as the model made them
   * @param given where the text's tokens stand, read or not
   * @return one a part; all zeros where the model saw none of its tokens
   */
  List<Embedding> of(
      List<Reading> windows, List<float[]> tokens, List<Offsets> given, int dimensions) {
    float[][] sums = new float[parts.size()][dimensions];
    int[] seen = new int[parts.size()];
    int covered = -1; // windows may overlap: a token counts in the first that has it
    for (int window = 0; window < windows.size(); window++) {
      Reading reading = windows.get(window);
      int last = covered;
      for (int k = 0; k < reading.seen(); k++) {
        int start = reading.starts()[k];
        int part = reading.isText(k) && start > covered ? partOf(start) : -1;
        last = reading.isText(k) ? Math.max(last, start) : last;
        if (part >= 0) {
          seen[part]++;
          for (int d = 0; d < dimensions; d++) {
            sums[part][d] += tokens.get(window)[k * dimensions + d];
          }
        }
      }
      covered = last;
    }
    int[] all = new int[parts.size()];
    for (Offsets token : given) {
      int part = partOf(token.start());
      if (part >= 0 && token.end() > token.start()) {
        all[part]++;
      }
    }
    List<Embedding> embeddings = new ArrayList<>();
    for (int part = 0; part < sums.length; part++) {
      Pack.normalize(sums[part], 0, dimensions);
      embeddings.add(new Embedding(sums[part], seen[part], all[part]));
    }
    return embeddings;
  }

  private int partOf(int start) {
    int low = 0;
    int high = parts.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Offsets part = parts.get(middle);
      if (start < part.start()) {
        high = middle - 1;
      } else if (start >= part.end()) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    return -1;
  }
}
