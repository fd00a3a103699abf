package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.evaluate.longembed.Field.Sheaf;
import io.longshore.local.LocalFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes the documents of fields to their length in tokens: makes them to a number of words, has
 * their tokens counted, and makes them shorter or longer by what was counted.
 */
final class Haymaker {
  /** A document has at least this share of its length, and at most all of it. */
  static final double LEAST = 0.92;

  private static final double AIM = 0.97;
  private static final int ROUNDS = 6;
  private static final double FIRST_GUESS = 0.7;

  private final Function<Straw, List<String>> sentences;
  private final Function<List<String>, int[]> tokens;
  private final Map<Straw, Double> wordsPerToken = new EnumMap<>(Straw.class);

  /**
   * @param tokens of each of some texts, as the model reads them, with all that it adds
   */
  Haymaker(Function<Straw, List<String>> sentences, Function<List<String>, int[]> tokens) {
    this.sentences = sentences;
    this.tokens = tokens;
  }

  /** The documents of a field, in the order of their numbers. */
  List<String> documents(Field field) {
    List<String> straw = sentences.apply(field.straw());
    if (!wordsPerToken.containsKey(field.straw())) {
      grown(field, field.plans().subList(0, 1), straw);
    }
    return grown(field, field.plans(), straw);
  }

  private List<String> grown(Field field, List<Sheaf> plans, List<String> straw) {
    double guess = wordsPerToken.getOrDefault(field.straw(), FIRST_GUESS);
    int[] words = new int[plans.size()];
    Arrays.fill(words, (int) (guess * AIM * field.length()));
    var texts = new ArrayList<String>();
    for (int i = 0; i < words.length; i++) {
      texts.add(text(plans.get(i), straw, words[i]));
    }
    for (int round = 0; round < ROUNDS; round++) {
      int[] counted = tokens.apply(texts);
      boolean fit = true;
      double share = 0;
      for (int i = 0; i < words.length; i++) {
        double ratio = (double) words[i] / counted[i];
        share += ratio / words.length;
        if (counted[i] > field.length() || counted[i] < LEAST * field.length()) {
          fit = false;
          words[i] = Math.max(1, (int) (ratio * AIM * field.length()));
          texts.set(i, text(plans.get(i), straw, words[i]));
        }
      }
      wordsPerToken.put(field.straw(), share);
      if (fit) {
        return texts;
      }
    }
    throw new LocalFailure(
        "No documents of %d tokens could be made of %s."
            .formatted(field.length(), Field.name(field.straw())));
  }

  /**
   * Sentences of straw with the hidden one between two of them.
   *
   * @param words of all together, the hidden ones included
   */
  static String text(Sheaf plan, List<String> straw, int words) {
    List<String> hidden = List.of(plan.hidden().sentence().split(" ", -1));
    int around = Math.max(0, words - hidden.size());
    int before = (int) (plan.depth() * around);
    int at = (int) (plan.start() * straw.size());
    var all = new ArrayList<String>();
    boolean isHidden = false;
    int taken = 0;
    while (taken < around) {
      List<String> sentence = List.of(straw.get(at++ % straw.size()).split("\\s+", -1));
      boolean isLast = taken + sentence.size() >= around; // and perhaps cut
      if (!isHidden && (isLast || taken + sentence.size() / 2 >= before)) {
        all.addAll(hidden);
        isHidden = true;
      }
      int some = Math.min(sentence.size(), around - taken);
      all.addAll(sentence.subList(0, some));
      taken += some;
    }
    if (!isHidden) {
      all.addAll(hidden);
    }
    return String.join(" ", all);
  }
}
