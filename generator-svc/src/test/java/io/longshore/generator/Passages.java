package io.longshore.generator;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passages and evidence for tests. */
public final class Passages {
  private Passages() {}

  public static Passage passage(String text) {
    return passage(text, "en", 0.85, 0.6);
  }

  /** A passage below a path of headings. */
  public static Passage below(List<String> headings, String text) {
    return passage(text, headings, "en", 0.85, 0.6);
  }

  /** A passage of the same section, so many code points of white space behind another. */
  public static Passage behind(Passage before, int gap, String text) {
    Span one = before.span();
    int start = one.end() + gap;
    Passage other = passage(text);
    return new Passage(
        other.id(),
        new Span(
            one.document(), one.textHash(), start, start + text.codePointCount(0, text.length())),
        before.name(),
        text,
        before.language(),
        before.headings(),
        before.page(),
        other.score(),
        other.dense(),
        other.lexical(),
        other.coverage(),
        null);
  }

  public static Passage passage(
      String text, String language, @Nullable Double dense, @Nullable Double coverage) {
    return passage(text, List.of(), language, dense, coverage);
  }

  private static Passage passage(
      String text,
      List<String> headings,
      String language,
      @Nullable Double dense,
      @Nullable Double coverage) {
    var span =
        new Span(DocumentId.random(), "0".repeat(64), 0, text.codePointCount(0, text.length()));
    return new Passage(
        PassageId.random(),
        span,
        "handbook.md",
        text,
        language,
        headings,
        3,
        0.03,
        dense,
        1.0,
        coverage,
        null);
  }

  /**
   * @param sentenceScores one a sentence; none when no model scored them
   */
  public static Evidence evidence(Passage passage, double score, double... sentenceScores) {
    Text text = new Text(passage.text());
    List<Evidence.Sentence> sentences = new ArrayList<>();
    if (sentenceScores.length > 0) {
      var ranges = Sentences.of(passage.text(), passage.language());
      for (int i = 0; i < sentenceScores.length; i++) {
        sentences.add(
            new Evidence.Sentence(
                text.codePoint(ranges.get(i).start()),
                text.codePoint(ranges.get(i).end()),
                sentenceScores[i]));
      }
    }
    return new Evidence(passage, score, sentences);
  }
}
