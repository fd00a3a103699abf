package io.longshore.generator.abstention;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

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
    var noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    var texts = ResourceBundle.getBundle(BUNDLE, locale, noFallback);
    String refusal = texts.getString("nothing-in-the-documents");
    if (pending == 0) {
      return refusal;
    }
    String more =
        new MessageFormat(texts.getString("pending"), locale).format(new Object[] {pending});
    return Language.isHan(refusal) ? refusal + more : refusal + " " + more;
  }
}
