package io.longshore.generator.extraction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Scores sentences without a model: by the share of the question's words that stand in them. */
final class Lexical {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  /** The order of the passages decides between sentences that share as much. */
  private static final double PLACE_PENALTY = 0.02;

  private Lexical() {}

  /** Words weigh more the fewer of the sentences hold them. */
  static List<Candidate> scored(String question, List<Candidate> sentences) {
    Set<String> asked = words(question);
    List<Set<String>> said = sentences.stream().map(one -> words(one.text())).toList();
    Map<String, Double> weights = new HashMap<>();
    for (String word : asked) {
      long holders = said.stream().filter(words -> words.contains(word)).count();
      weights.put(word, Math.log(1 + (sentences.size() + 0.5) / (holders + 0.5)));
    }
    double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Candidate> scored = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      Set<String> words = said.get(i);
      double common = asked.stream().filter(words::contains).mapToDouble(weights::get).sum();
      Candidate sentence = sentences.get(i);
      scored.add(sentence.scored(common / all - PLACE_PENALTY * sentence.place()));
    }
    return scored;
  }

  /**
   * The words of the question that tell sentences apart: held by some, but by fewer than half.
   * Empty where question and sentences are of different languages.
   */
  static Set<String> telling(String question, List<Candidate> sentences) {
    List<Set<String>> said = sentences.stream().map(one -> words(one.text())).toList();
    Set<String> telling = words(question);
    telling.removeIf(word -> {
      long holders = said.stream().filter(words -> words.contains(word)).count();
      return 2 * holders >= said.size();
    });
    return telling;
  }

  /** Whether question and sentences have words in common; else they are of different languages. */
  static boolean meet(String question, List<Candidate> sentences) {
    Set<String> asked = words(question);
    return sentences.stream().anyMatch(one -> !Collections.disjoint(asked, words(one.text())));
  }

  /** Lower case; pairs of characters for Chinese. */
  static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
    HAN.matcher(text)
        .results()
        .forEach(run -> {
          String han = run.group();
          for (int i = 0; i + 1 < han.length(); i++) {
            words.add(han.substring(i, i + 2));
          }
        });
    return words;
  }
}
