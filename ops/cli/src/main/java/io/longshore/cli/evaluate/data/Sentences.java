package io.longshore.cli.evaluate.data;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences of a text in any language, without the white space around them. */
public final class Sentences {
  private Sentences() {}

  /** None goes from one line to the next: a line is a turn, a heading, a paragraph. */
  public static List<String> of(String text) {
    var sentences = new ArrayList<String>();
    text.lines().forEach(line -> add(line, sentences));
    return sentences;
  }

  private static void add(String line, List<String> sentences) {
    var borders = BreakIterator.getSentenceInstance(Locale.ROOT);
    borders.setText(line);
    int start = 0;
    for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
      String sentence = line.substring(start, end).strip();
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
      start = end;
    }
  }
}
