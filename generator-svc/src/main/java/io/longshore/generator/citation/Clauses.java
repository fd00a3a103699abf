package io.longshore.generator.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of a sentence that claim something each, as far as marks and conjunctions tell. */
final class Clauses {
  /** A comma between digits is none, nor what stands within a number. */
  private static final Pattern BORDER =
      Pattern.compile(
          "[;；，、：]|[,:](?!\\p{Nd})|\\s[-–—]\\s"
              + "|(?=\\b(?:without|ohne|tanpa)\\b)"
              + "|(?<!\\b(?:hundred|thousand|million)\\s)\\band\\b"
              + "|\\b(?:(?<contrast>but|while|aber|während|tetapi)|und|sowie|dan|serta)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  /** One more of what was named before: "Tuesdays", "on Fridays", 周二. */
  private static final Pattern ITEM = Pattern.compile("\\P{L}*(?:\\p{L}+\\P{L}+)?\\p{L}+\\P{L}*");

  /** Words that stand for something that was named before. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\b(?:it|its|they|their|theirs|them|he|his|him|she|hers?|this|these|those"
              + "|er|ihn|ihm|sie|es|ihr\\p{L}*|sein\\p{L}*|dies\\p{L}*"
              + "|ia|dia|beliau|mereka|ini|itu|tersebut)\\b|[它他她其该此这那]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private final List<Clause> clauses = new ArrayList<>();
  private final List<Boolean> items = new ArrayList<>();

  /** Whether what is said next is one more of what the clause before denies. */
  private boolean denied;

  /** Whether a clause began with a negation and nothing else. */
  private boolean opened;

  private Clauses() {}

  static List<Clause> of(String sentence) {
    var clauses = new Clauses();
    Matcher border = BORDER.matcher(sentence);
    int from = 0;
    while (border.find()) {
      clauses.add(sentence.substring(from, border.start()));
      if (border.group("contrast") != null) {
        clauses.denied = false;
        clauses.opened = false;
      }
      from = border.end();
    }
    clauses.add(sentence.substring(from));
    return clauses.clauses;
  }

  private void add(String text) {
    if (text.isBlank()) {
      return;
    }
    Clause clause = Clause.of(text);
    boolean item = isItem(clause, text);
    if (clause.negated() && !clause.before().isEmpty()) {
      denyItems();
    }
    opened |= clause.negated() && clause.claims().isEmpty();
    if (opened || (denied && item)) {
      clause = clause.denied();
    }
    denied = clause.negated() && (denied || clause.claims().words().size() > 1);
    clauses.add(clause);
    items.add(item);
  }

  private static boolean isItem(Clause clause, String text) {
    return clause.claims().numbers().isEmpty()
        && clause.claims().words().size() == 1
        && ITEM.matcher(text).matches();
  }

  /** German denies last: "montags, dienstags und freitags nicht". */
  private void denyItems() {
    int at = clauses.size() - 1;
    while (at >= 0 && items.get(at)) {
      clauses.set(at, clauses.get(at).denied());
      at--;
    }
    if (at >= 0 && at < clauses.size() - 1) {
      clauses.set(at, clauses.get(at).denied());
    }
  }

  /** Whether a sentence speaks of something without naming it. */
  static boolean refersBack(String sentence) {
    return REFERENCE.matcher(sentence).find();
  }
}
