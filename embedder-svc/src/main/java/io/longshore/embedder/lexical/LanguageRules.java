package io.longshore.embedder.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;

/** What is particular to a language: the words that say nothing, and how endings are cut. */
final class LanguageRules {
  /** For every language without rules: all words count, as they are written. */
  private static final LanguageRules NONE =
      new LanguageRules("", CharArraySet.EMPTY_SET, UnaryOperator.identity());

  private static final Map<String, LanguageRules> ALL =
      Stream.of(
              rules("da", "danish", in -> new SnowballFilter(in, new DanishStemmer())),
              rules(
                  "de",
                  "german",
                  in -> new GermanLightStemFilter(new GermanNormalizationFilter(in))),
              rules(
                  "en",
                  "english",
                  in -> new SnowballFilter(new EnglishPossessiveFilter(in), new EnglishStemmer())),
              rules("es", "spanish", SpanishLightStemFilter::new),
              rules("fi", "finnish", FinnishLightStemFilter::new),
              rules("fr", "french", FrenchLightStemFilter::new),
              rules("hu", "hungarian", HungarianLightStemFilter::new),
              rules("id", "indonesian", IndonesianStemFilter::new),
              rules("it", "italian", ItalianLightStemFilter::new),
              rules("nl", "dutch", in -> new SnowballFilter(in, new DutchStemmer())),
              rules("no", "norwegian", NorwegianLightStemFilter::new),
              rules("pt", "portuguese", PortugueseLightStemFilter::new),
              rules("ru", "russian", RussianLightStemFilter::new),
              rules("sv", "swedish", SwedishLightStemFilter::new))
          .collect(Collectors.toUnmodifiableMap(LanguageRules::name, rules -> rules));

  private final String name;
  private final CharArraySet stopWords;
  private final UnaryOperator<TokenStream> stemmer;

  private LanguageRules(String name, CharArraySet stopWords, UnaryOperator<TokenStream> stemmer) {
    this.name = name;
    this.stopWords = stopWords;
    this.stemmer = stemmer;
  }

  /**
   * The rules of a language.
   *
   * @param tag BCP 47; only its language matters
   */
  static LanguageRules of(String tag) {
    String language = Locale.forLanguageTag(tag).getLanguage();
    String known = language.equals("nb") || language.equals("nn") ? "no" : language;
    return ALL.getOrDefault(known, NONE);
  }

  /** Language code; empty where there are no rules. */
  String name() {
    return name;
  }

  CharArraySet stopWords() {
    return stopWords;
  }

  TokenStream stem(TokenStream words) {
    return stemmer.apply(words);
  }

  private static LanguageRules rules(
      String name, String stopWords, UnaryOperator<TokenStream> stemmer) {
    return new LanguageRules(name, load(stopWords), stemmer);
  }

  /** Snowball's lists, as Lucene ships them: unlike Lucene's own they hold who, what and when. */
  private static CharArraySet load(String list) {
    String file = list + "_stop.txt";
    try (InputStream in = SnowballFilter.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("Lucene has no " + file);
      }
      return CharArraySet.unmodifiableSet(
          WordlistLoader.getSnowballWordSet(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
