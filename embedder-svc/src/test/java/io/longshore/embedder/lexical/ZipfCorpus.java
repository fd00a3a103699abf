package io.longshore.embedder.lexical;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Passages of words that stand for real text: 64 words on average (32 to 96), frequencies after
 * Zipf and Mandelbrot without the 20 most frequent, which stop words are. A passage is made anew
 * from its number whenever it is asked for.
 */
final class ZipfCorpus {
  static final int WORDS = 300_000;
  private static final int STOPPED = 20;
  private static final int SHORTEST = 32;
  private static final int LONGEST = 96;
  private static final String CONSONANTS = "bdfgjklmnprtvz";
  private static final String VOWELS = "aiou";
  private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

  private final double[] upTo = new double[WORDS];

  ZipfCorpus() {
    double sum = 0;
    for (int word = 0; word < WORDS; word++) {
      sum += Math.pow(word + STOPPED + 2.7, -1.07);
      upTo[word] = sum;
    }
  }

  /** The numbers of a passage's words in their order. */
  int[] passage(int number) {
    var random = new SplittableRandom(number);
    int[] words = new int[random.nextInt(SHORTEST, LONGEST + 1)];
    Arrays.setAll(
        words,
        i -> {
          int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[WORDS - 1]);
          return at < 0 ? -at - 1 : at;
        });
    return words;
  }

  /** Different words of a passage, as somebody asks for it. */
  int[] question(int passage, int words) {
    int[] all = Arrays.stream(passage(passage)).distinct().toArray();
    return Arrays.copyOf(all, Math.min(words, all.length));
  }

  static String text(int[] words) {
    var text = new StringBuilder();
    for (int word : words) {
      for (int rest = word, i = 0; i < 4; i++, rest /= SYLLABLES) {
        text.append(CONSONANTS.charAt(rest % SYLLABLES / VOWELS.length()))
            .append(VOWELS.charAt(rest % VOWELS.length()));
      }
      text.append(' ');
    }
    return text.toString();
  }
}
