package io.longshore.generator.citation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Parts of a sentence that claim something each, as far as marks and conjunctions tell. */
final class Clauses {
  /** A comma between digits is none. */
  private static final Pattern BORDER =
      Pattern.compile(
          "[;；，、：]|[,:](?!\\p{Nd})|\\s[-–—]\\s"
              + "|(?=\\b(?:without|ohne|tanpa)\\b)"
              + "|\\b(?:and|but|while|und|sowie|aber|während|dan|serta|tetapi)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Words that stand for something that was named before. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\b(?:it|its|they|their|theirs|them|he|his|him|she|hers?|this|these|those"
              + "|er|ihn|ihm|sie|es|ihr\\p{L}*|sein\\p{L}*|dies\\p{L}*"
              + "|ia|dia|beliau|mereka|ini|itu|tersebut)\\b|[它他她其该此这那]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private Clauses() {}

  static List<String> of(String sentence) {
    return Arrays.stream(BORDER.split(sentence)).filter(clause -> !clause.isBlank()).toList();
  }

  /** Whether a sentence speaks of something without naming it. */
  static boolean refersBack(String sentence) {
    return REFERENCE.matcher(sentence).find();
  }
}
