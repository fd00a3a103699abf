package io.longshore.embedder.lexical;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Turns a text into terms. The script decides run by run how words are found (white space and
 * punctuation; bigrams for Chinese, Japanese and Korean; trigrams for Thai and its neighbours), the
 * language only which words say nothing and how endings are cut. An identifier is a term of its
 * own, the same in every language, beside the words that it consists of.
 *
 * <p>Stored postings hold the terms of the Analysis that wrote them: a change that gives a text
 * other terms needs a migration that empties {@code posting} and {@code segment} and sets {@code
 * source.segment} to null, and the merger writes them again.
 */
public final class Analysis {
  private static final String SOUTHEAST_ASIAN =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];
  private static final int SOUTHEAST_ASIAN_GRAM = 3;

  private static final char HYPHEN = '\u2010';
  private static final String SOFT_HYPHEN = "\u00ad";

  /** Of an identifier, whatever the language: no rules have this name. */
  private static final String IDENTIFIER = "#";

  /** Points inside of what the tokenizer takes for one word, such as {@code java.util.List}. */
  private static final Pattern POINT_BETWEEN_WORDS =
      Pattern.compile("(?<=\\p{L}\\p{L})[.:](?=\\p{L}\\p{L})");

  private Analysis() {}

  /** The terms of a passage by its language: words in their order, then identifiers. */
  public static List<Term> terms(String text, String language) {
    LanguageRules rules = LanguageRules.of(language);
    String alike = alike(text);
    List<Term> terms = new ArrayList<>();
    addWords(POINT_BETWEEN_WORDS.matcher(alike).replaceAll(" "), rules, terms);
    Identifiers.find(
        alike,
        (start, end) -> {
          String lower = alike.substring(start, end).toLowerCase(Locale.ROOT);
          terms.add(new Term(start, end, hash(IDENTIFIER, lower), true));
        });
    return terms;
  }

  /** Of the ways in which Unicode writes the same, one: ligatures, widths, marks, hyphens. */
  private static String alike(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace(HYPHEN, '-')
        .replace(SOFT_HYPHEN, "")
        .replace('ё', 'е')
        .replace('Ё', 'Е');
  }

  private static void addWords(String text, LanguageRules rules, List<Term> into) {
    try (TokenStream tokens = stream(text, rules)) {
      var term = tokens.addAttribute(CharTermAttribute.class);
      var type = tokens.addAttribute(TypeAttribute.class);
      var offset = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (type.type().equals(SOUTHEAST_ASIAN)) {
          addGrams(term.toString(), rules, offset.startOffset(), into);
        } else {
          long key = hash(rules.name(), term);
          into.add(new Term(offset.startOffset(), offset.endOffset(), key, false));
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can't fail to be read", e);
    }
  }

  private static TokenStream stream(String text, LanguageRules rules) {
    var tokenizer = new StandardTokenizer();
    tokenizer.setReader(new StringReader(text));
    TokenStream words = new DecimalDigitFilter(tokenizer);
    words = new CJKBigramFilter(rules.normalize(words));
    words = rules.stem(new StopFilter(words, rules.stopWords()));
    return new ASCIIFoldingFilter(words);
  }

  private static void addGrams(String run, LanguageRules rules, int at, List<Term> into) {
    int last = Math.max(0, run.length() - SOUTHEAST_ASIAN_GRAM);
    for (int i = 0; i <= last; i++) {
      int end = Math.min(run.length(), i + SOUTHEAST_ASIAN_GRAM);
      long key = hash(rules.name(), run.substring(i, end));
      into.add(new Term(at + i, at + end, key, false));
    }
  }

  /**
   * The integer that stands for a word: a hash needs no dictionary that all writers must share;
   * among a million words two are the same with a probability of 3 in 100 million.
   */
  private static long hash(String rules, CharSequence word) {
    return StringHelper.murmurhash3_x64_128(new BytesRef(rules + ':' + word))[0];
  }

  /**
   * A term of a text.
   *
   * @param start UTF-16 index in the text as Unicode composes it
   * @param end exclusive
   * @param key what it is looked up by; equal for the forms of a word in one language
   * @param isIdentifier and no word, though one such as {@code 3.14} may be at the same place
   */
  public record Term(int start, int end, long key, boolean isIdentifier) {}
}
