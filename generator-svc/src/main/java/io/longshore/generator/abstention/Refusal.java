package io.longshore.generator.abstention;

import java.util.Locale;
import java.util.ResourceBundle;

/** How to say that the documents don't answer a question, in its language. */
public final class Refusal {
  private static final String BUNDLE = "abstention.refusal";

  private Refusal() {}

  /** English for languages that have no text of their own. */
  public static String to(String question) {
    var locale = Locale.forLanguageTag(Language.of(question));
    var noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return ResourceBundle.getBundle(BUNDLE, locale, noFallback)
        .getString("nothing-in-the-documents");
  }
}
