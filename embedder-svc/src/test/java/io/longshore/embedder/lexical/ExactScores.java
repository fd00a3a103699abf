package io.longshore.embedder.lexical;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * BM25 of every passage of a corpus for some questions, summed plainly: what an index must find.
 */
final class ExactScores {
  private static final double ALIKE = 1e-4;

  /** By question and passage. */
  private final float[][] scores;

  /**
   * Adds them up.
   *
   * @param questions words of each
   */
  ExactScores(ZipfCorpus corpus, int passages, List<int[]> questions) {
    scores = new float[questions.size()][passages];
    int[][] asking = new int[ZipfCorpus.WORDS][];
    for (int question = 0; question < questions.size(); question++) {
      for (int word : questions.get(question)) {
        int[] before = asking[word] == null ? new int[0] : asking[word];
        asking[word] = IntStream.concat(Arrays.stream(before), IntStream.of(question)).toArray();
      }
    }
    int[] holders = new int[ZipfCorpus.WORDS];
    long terms = 0;
    for (int passage = 0; passage < passages; passage++) {
      int[] words = corpus.passage(passage);
      terms += words.length;
      Arrays.stream(words).distinct().forEach(word -> holders[word]++);
    }
    double average = (double) terms / passages;
    for (int passage = 0; passage < passages; passage++) {
      int[] words = corpus.passage(passage);
      double norm = 1.2 * (0.25 + 0.75 * words.length / average);
      int[] asked = Arrays.stream(words).filter(word -> asking[word] != null).sorted().toArray();
      for (int from = 0, to; from < asked.length; from = to) {
        to = from + 1;
        while (to < asked.length && asked[to] == asked[from]) {
          to++;
        }
        int df = holders[asked[from]];
        double idf = Math.log(1 + (passages - df + 0.5) / (df + 0.5));
        for (int question : asking[asked[from]]) {
          scores[question][passage] += (float) (idf * (to - from) * 2.2 / (to - from + norm));
        }
      }
    }
  }

  /** The share of the best k that was found; one of equal score is as good. */
  double recall(int question, int k, Set<Integer> found) {
    float[] sorted = scores[question].clone();
    Arrays.sort(sorted);
    float worst = sorted[sorted.length - k];
    int wanted = k;
    if (worst <= 0) {
      wanted = 0;
      for (float score : sorted) {
        wanted += score > 0 ? 1 : 0;
      }
    }
    long right =
        found.stream().filter(passage -> scores[question][passage] >= worst - ALIKE).count();
    return wanted == 0 ? 1 : Math.min(1, (double) right / wanted);
  }
}
