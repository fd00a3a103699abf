package io.longshore.generator.abstention;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** How to say that the documents don't answer a question, in its language. */
public final class Refusal {
  private static final String BUNDLE = "abstention.refusal";

  private Refusal() {}

  /**
   * English for languages that have no text of their own.
   *
   * @param pending documents that could not be searched yet; said when there are any
   */
  public static String to(String question, int pending) {
    var locale = Locale.forLanguageTag(Language.of(question));
    return joined(
        text(locale, "nothing-in-the-documents"),
        pending == 0 ? "" : text(locale, "pending", pending));
  }

  /**
   * As {@link #to(String, int)}, and where it was looked for.
   *
   * @param documents that were searched
   * @param nearest what comes nearest to an answer; null when there is nothing
   */
  public static String to(String question, int pending, int documents, @Nullable Nearest nearest) {
    var locale = Locale.forLanguageTag(Language.of(question));
    String searched = documents == 0 ? "" : text(locale, "searched", documents);
    String where = "";
    if (documents > 0 && nearest != null) {
      where =
          nearest.page() == null
              ? text(locale, "nearest", nearest.name(), nearest.quote())
              : text(locale, "nearest-on-page", nearest.name(), nearest.quote(), nearest.page());
    }
    return joined(joined(to(question, pending), searched), where);
  }

  /**
   * The passage that comes nearest.
   *
   * @param name of its document
   * @param quote of its best sentence
   * @param page from 1; null for a text without pages
   */
  public record Nearest(String name, String quote, @Nullable Integer page) {}

  private static String text(Locale locale, String key, Object... values) {
    var noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    String text = ResourceBundle.getBundle(BUNDLE, locale, noFallback).getString(key);
    return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
  }

  private static String joined(String text, String more) {
    String space = more.isEmpty() || Language.isHan(text) ? "" : " ";
    return text + space + more;
  }
}
