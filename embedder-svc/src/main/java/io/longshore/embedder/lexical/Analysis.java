package io.longshore.embedder.lexical;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
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
 * language only which words say nothing and how endings are cut.
 */
public final class Analysis {
  private static final String SOUTHEAST_ASIAN =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];
  private static final int SOUTHEAST_ASIAN_GRAM = 3;

  private Analysis() {}

  /** The terms of a passage in their order, by its language. */
  public static List<Term> terms(String text, String language) {
    LanguageRules rules = LanguageRules.of(language);
    List<Term> terms = new ArrayList<>();
    try (TokenStream tokens = stream(text, rules)) {
      var term = tokens.addAttribute(CharTermAttribute.class);
      var type = tokens.addAttribute(TypeAttribute.class);
      var offset = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (type.type().equals(SOUTHEAST_ASIAN)) {
          addGrams(term.toString(), rules, offset.startOffset(), terms);
        } else {
          terms.add(new Term(offset.startOffset(), hash(rules.name(), term)));
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can't fail to be read", e);
    }
    return terms;
  }

  private static TokenStream stream(String text, LanguageRules rules) {
    var tokenizer = new StandardTokenizer();
    tokenizer.setReader(new StringReader(text));
    TokenStream words = new LowerCaseFilter(new CJKWidthFilter(tokenizer));
    words = new StopFilter(new CJKBigramFilter(words), rules.stopWords());
    return new ASCIIFoldingFilter(rules.stem(words));
  }

  private static void addGrams(String run, LanguageRules rules, int at, List<Term> into) {
    int last = Math.max(0, run.length() - SOUTHEAST_ASIAN_GRAM);
    for (int i = 0; i <= last; i++) {
      String gram = run.substring(i, Math.min(run.length(), i + SOUTHEAST_ASIAN_GRAM));
      into.add(new Term(at + i, hash(rules.name(), gram)));
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
   * A word of a text.
   *
   * @param at UTF-16 index where it begins
   * @param key what it is looked up by; equal for the forms of a word in one language
   */
  public record Term(int at, long key) {}
}
