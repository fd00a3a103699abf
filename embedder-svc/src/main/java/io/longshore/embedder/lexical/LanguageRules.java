package io.longshore.embedder.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * What is particular to a language, made of the parts of Lucene's analyzers: how words are written
 * alike, the words that say nothing, and how endings are cut.
 */
record LanguageRules(
    String name,
    UnaryOperator<TokenStream> normalizer,
    CharArraySet stopWords,
    UnaryOperator<TokenStream> stemmer) {
  private static final CharArraySet ITALIAN_ARTICLES =
      new CharArraySet(
          List.of(
              "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl",
              "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d", "quell"),
          true);
  private static final CharArraySet CATALAN_ARTICLES =
      new CharArraySet(List.of("d", "l", "m", "n", "s", "t"), true);

  /** For every language without rules: all words count, as they are written. */
  private static final LanguageRules NONE =
      new LanguageRules("", LowerCaseFilter::new, CharArraySet.EMPTY_SET, UnaryOperator.identity());

  private static final Map<String, LanguageRules> ALL =
      Stream.of(
              new LanguageRules(
                  "ar",
                  LowerCaseFilter::new,
                  ArabicAnalyzer.getDefaultStopSet(),
                  in -> new ArabicStemFilter(new ArabicNormalizationFilter(in))),
              new LanguageRules(
                  "bg",
                  LowerCaseFilter::new,
                  BulgarianAnalyzer.getDefaultStopSet(),
                  BulgarianStemFilter::new),
              new LanguageRules(
                  "bn",
                  in -> new BengaliNormalizationFilter(indic(in)),
                  BengaliAnalyzer.getDefaultStopSet(),
                  BengaliStemFilter::new),
              new LanguageRules(
                  "ca",
                  in -> new LowerCaseFilter(new ElisionFilter(in, CATALAN_ARTICLES)),
                  CatalanAnalyzer.getDefaultStopSet(),
                  in -> new SnowballFilter(in, new CatalanStemmer())),
              new LanguageRules(
                  "cs",
                  LowerCaseFilter::new,
                  CzechAnalyzer.getDefaultStopSet(),
                  CzechStemFilter::new),
              snowball("da", "danish", in -> new SnowballFilter(in, new DanishStemmer())),
              snowball(
                  "de",
                  "german",
                  in -> new GermanLightStemFilter(new GermanNormalizationFilter(in))),
              new LanguageRules(
                  "el",
                  GreekLowerCaseFilter::new,
                  GreekAnalyzer.getDefaultStopSet(),
                  GreekStemFilter::new),
              snowball(
                  "en",
                  "english",
                  in -> new SnowballFilter(new EnglishPossessiveFilter(in), new EnglishStemmer())),
              snowball("es", "spanish", SpanishLightStemFilter::new),
              new LanguageRules(
                  "fa",
                  in ->
                      new PersianNormalizationFilter(
                          new ArabicNormalizationFilter(new LowerCaseFilter(in))),
                  PersianAnalyzer.getDefaultStopSet(),
                  PersianStemFilter::new),
              snowball("fi", "finnish", FinnishLightStemFilter::new),
              new LanguageRules(
                  "fr",
                  in -> new LowerCaseFilter(new ElisionFilter(in, FrenchAnalyzer.DEFAULT_ARTICLES)),
                  load("french"),
                  FrenchLightStemFilter::new),
              new LanguageRules(
                  "hi",
                  in -> new HindiNormalizationFilter(indic(in)),
                  HindiAnalyzer.getDefaultStopSet(),
                  HindiStemFilter::new),
              snowball("hu", "hungarian", HungarianLightStemFilter::new),
              snowball("id", "indonesian", IndonesianStemFilter::new),
              new LanguageRules(
                  "it",
                  in -> new LowerCaseFilter(new ElisionFilter(in, ITALIAN_ARTICLES)),
                  load("italian"),
                  ItalianLightStemFilter::new),
              snowball("nl", "dutch", in -> new SnowballFilter(in, new DutchStemmer())),
              snowball("no", "norwegian", NorwegianLightStemFilter::new),
              snowball("pt", "portuguese", PortugueseLightStemFilter::new),
              new LanguageRules(
                  "ro",
                  LowerCaseFilter::new,
                  RomanianAnalyzer.getDefaultStopSet(),
                  in -> new SnowballFilter(in, new RomanianStemmer())),
              snowball("ru", "russian", RussianLightStemFilter::new),
              snowball("sv", "swedish", SwedishLightStemFilter::new),
              new LanguageRules(
                  "tr",
                  in -> new TurkishLowerCaseFilter(new ApostropheFilter(in)),
                  TurkishAnalyzer.getDefaultStopSet(),
                  in -> new SnowballFilter(in, new TurkishStemmer())))
          .collect(Collectors.toUnmodifiableMap(LanguageRules::name, rules -> rules));

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

  /** Upper and lower case, and other ways of writing the same, become one. */
  TokenStream normalize(TokenStream words) {
    return normalizer.apply(words);
  }

  TokenStream stem(TokenStream words) {
    return stemmer.apply(words);
  }

  private static TokenStream indic(TokenStream words) {
    return new IndicNormalizationFilter(new LowerCaseFilter(words));
  }

  private static LanguageRules snowball(
      String name, String stopWords, UnaryOperator<TokenStream> stemmer) {
    return new LanguageRules(name, LowerCaseFilter::new, load(stopWords), stemmer);
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
