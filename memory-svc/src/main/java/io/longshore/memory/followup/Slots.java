package io.longshore.memory.followup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what a fragment names in the place of its like in the last question. */
final class Slots {
  private static final String PREPOSITIONS =
      "in|im|at|on|of|for|from|to|by|with|during|since|before|after|until|under|between|among|"
          + "aus|von|für|bei|nach|über|seit|vor|bis|mit|unter|zwischen|di|dari|untuk|pada|ke|oleh|sejak|tahun";
  private static final String NAME =
      "\\p{Lu}[\\p{L}\\p{N}]*(?:[-.&]\\p{L}[\\p{L}\\p{N}]*)*(?:\\s+(?:(?:of|de|van|von|der|the|bin|al)\\s+)?\\p{Lu}[\\p{L}\\p{N}-]*)*";
  private static final String DETERMINER = "(?:(?:the|der|die|das|dem|den|year|Jahr|tahun)\\s+)*";
  private static final Pattern YEAR =
      Pattern.compile("(?<![\\p{N}.,])[12]\\d{3}(?![\\p{N}.,]\\d|\\d)");
  private static final Pattern ONLY_YEAR =
      Pattern.compile(
          "(?:(?:" + PREPOSITIONS + ")\\s+)?" + DETERMINER + "([12]\\d{3})年?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ONLY_NAME =
      Pattern.compile(
          "(?:((?i:" + PREPOSITIONS + "))\\s+)?((?i:" + DETERMINER + "))(" + NAME + ")");
  private static final Pattern NAMES = Pattern.compile("(?<![\\p{L}\\p{N}'’])" + NAME);
  private static final Pattern PREPOSITION_BEFORE =
      Pattern.compile("(?i:\\b(?:" + PREPOSITIONS + ")\\s)$");
  private static final Pattern CHINESE_OWNER = Pattern.compile("^([^的，。0-9]{2,8})的");
  private static final Pattern CHINESE_NAME = Pattern.compile("[\\p{IsHan}·]{2,8}");
  private static final Pattern CHINESE_NO_NAME = Pattern.compile("最|第|这|那|什么|哪|谁|多少|几");

  private Slots() {}

  /** Whether this is nothing but a year or a name, with or without a preposition. */
  static boolean isSlot(String fragment) {
    return ONLY_YEAR.matcher(fragment).matches() || ONLY_NAME.matcher(fragment).matches();
  }

  /**
   * The topic with the fragment in the one place that is of its kind; empty when there is no such
   * one place.
   */
  static Optional<String> substituted(String topic, String fragment) {
    Matcher year = ONLY_YEAR.matcher(fragment);
    if (year.matches()) {
      return replacedOnce(topic, YEAR.matcher(topic).results().toList(), year.group(1));
    }
    if (Words.isChinese(topic)) {
      return ownerReplaced(topic, fragment);
    }
    Matcher name = ONLY_NAME.matcher(fragment);
    if (!name.matches()) {
      return Optional.empty();
    }
    if (name.group(1) != null) {
      var aligned =
          Pattern.compile("(?<=\\b" + name.group(1) + "\\s)" + NAME)
              .matcher(topic)
              .results()
              .toList();
      if (aligned.size() == 1) {
        return replacedOnce(topic, aligned, name.group(3));
      }
    }
    return replacedOnce(topic, names(topic), name.group(3));
  }

  private static Optional<String> replacedOnce(String topic, List<MatchResult> places, String by) {
    if (places.size() != 1 || places.getFirst().group().equals(by)) {
      return Optional.empty();
    }
    MatchResult place = places.getFirst();
    return Optional.of(topic.substring(0, place.start()) + by + topic.substring(place.end()));
  }

  /**
   * Capitalised words that aren't the first of the question. In German, where every noun has a
   * capital, only those after a preposition.
   */
  private static List<MatchResult> names(String topic) {
    List<MatchResult> names = new ArrayList<>();
    boolean german = Words.isGerman(topic);
    String first = Words.of(topic).getFirst();
    boolean named = !Words.isFunctionWord(first, topic);
    int from = named ? 0 : topic.indexOf(first) + first.length();
    Matcher matcher = NAMES.matcher(topic).region(from, topic.length()).useTransparentBounds(true);
    while (matcher.find()) {
      boolean fits =
          !german || PREPOSITION_BEFORE.matcher(topic.substring(0, matcher.start())).find();
      if (matcher.start() > 0 && fits) {
        names.add(matcher.toMatchResult());
      }
    }
    return names;
  }

  private static Optional<String> ownerReplaced(String topic, String fragment) {
    Matcher owner = CHINESE_OWNER.matcher(topic);
    boolean replaceable =
        owner.find()
            && CHINESE_NAME.matcher(fragment).matches()
            && !CHINESE_NO_NAME.matcher(owner.group(1)).find()
            && !YEAR.matcher(owner.group(1)).find();
    return replaceable ? Optional.of(fragment + topic.substring(owner.end(1))) : Optional.empty();
  }
}
