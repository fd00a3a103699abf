package io.longshore.embedder.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
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
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.ga.IrishLowerCaseFilter;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
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
              rules(
                  "ar",
                  ArabicAnalyzer.getDefaultStopSet(),
                  in -> new ArabicStemFilter(new ArabicNormalizationFilter(in))),
              rules("bg", BulgarianAnalyzer.getDefaultStopSet(), BulgarianStemFilter::new),
              indic(
                  "bn",
                  BengaliNormalizationFilter::new,
                  BengaliAnalyzer.getDefaultStopSet(),
                  BengaliStemFilter::new),
              new LanguageRules(
                  "ca",
                  withoutArticles(CATALAN_ARTICLES),
                  CatalanAnalyzer.getDefaultStopSet(),
                  snowball(CatalanStemmer::new)),
              rules("cs", CzechAnalyzer.getDefaultStopSet(), CzechStemFilter::new),
              rules("da", load("danish"), snowball(DanishStemmer::new)),
              rules(
                  "de",
                  load("german"),
                  in -> new GermanLightStemFilter(new GermanNormalizationFilter(in))),
              new LanguageRules(
                  "el",
                  GreekLowerCaseFilter::new,
                  GreekAnalyzer.getDefaultStopSet(),
                  GreekStemFilter::new),
              rules(
                  "en",
                  load("english"),
                  in -> new SnowballFilter(new EnglishPossessiveFilter(in), new EnglishStemmer())),
              rules("es", load("spanish"), SpanishLightStemFilter::new),
              rules("et", EstonianAnalyzer.getDefaultStopSet(), snowball(EstonianStemmer::new)),
              rules("eu", BasqueAnalyzer.getDefaultStopSet(), snowball(BasqueStemmer::new)),
              new LanguageRules(
                  "fa",
                  in ->
                      new PersianNormalizationFilter(
                          new ArabicNormalizationFilter(new LowerCaseFilter(in))),
                  PersianAnalyzer.getDefaultStopSet(),
                  PersianStemFilter::new),
              rules("fi", load("finnish"), FinnishLightStemFilter::new),
              new LanguageRules(
                  "fr",
                  withoutArticles(FrenchAnalyzer.DEFAULT_ARTICLES),
                  load("french"),
                  FrenchLightStemFilter::new),
              new LanguageRules(
                  "ga",
                  IrishLowerCaseFilter::new,
                  IrishAnalyzer.getDefaultStopSet(),
                  snowball(IrishStemmer::new)),
              rules("gl", GalicianAnalyzer.getDefaultStopSet(), GalicianStemFilter::new),
              indic(
                  "hi",
                  HindiNormalizationFilter::new,
                  HindiAnalyzer.getDefaultStopSet(),
                  HindiStemFilter::new),
              rules("hu", load("hungarian"), HungarianLightStemFilter::new),
              rules("hy", ArmenianAnalyzer.getDefaultStopSet(), snowball(ArmenianStemmer::new)),
              rules("id", load("indonesian"), IndonesianStemFilter::new),
              new LanguageRules(
                  "it",
                  withoutArticles(ITALIAN_ARTICLES),
                  load("italian"),
                  ItalianLightStemFilter::new),
              rules("lt", LithuanianAnalyzer.getDefaultStopSet(), snowball(LithuanianStemmer::new)),
              rules("lv", LatvianAnalyzer.getDefaultStopSet(), LatvianStemFilter::new),
              indic(
                  "ne",
                  UnaryOperator.identity(),
                  NepaliAnalyzer.getDefaultStopSet(),
                  snowball(NepaliStemmer::new)),
              rules("nl", load("dutch"), snowball(DutchStemmer::new)),
              rules("no", load("norwegian"), NorwegianLightStemFilter::new),
              rules("pt", load("portuguese"), PortugueseLightStemFilter::new),
              rules("ro", RomanianAnalyzer.getDefaultStopSet(), snowball(RomanianStemmer::new)),
              rules("ru", load("russian"), RussianLightStemFilter::new),
              rules(
                  "sr",
                  SerbianAnalyzer.getDefaultStopSet(),
                  in ->
                      new SerbianNormalizationFilter(new SnowballFilter(in, new SerbianStemmer()))),
              rules("sv", load("swedish"), SwedishLightStemFilter::new),
              indic(
                  "ta",
                  UnaryOperator.identity(),
                  TamilAnalyzer.getDefaultStopSet(),
                  snowball(TamilStemmer::new)),
              indic(
                  "te",
                  TeluguNormalizationFilter::new,
                  TeluguAnalyzer.getDefaultStopSet(),
                  TeluguStemFilter::new),
              new LanguageRules(
                  "tr",
                  in -> new TurkishLowerCaseFilter(new ApostropheFilter(in)),
                  TurkishAnalyzer.getDefaultStopSet(),
                  snowball(TurkishStemmer::new)))
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

  private static LanguageRules rules(
      String name, CharArraySet stopWords, UnaryOperator<TokenStream> stemmer) {
    return new LanguageRules(name, LowerCaseFilter::new, stopWords, stemmer);
  }

  private static LanguageRules indic(
      String name,
      UnaryOperator<TokenStream> normalizer,
      CharArraySet stopWords,
      UnaryOperator<TokenStream> stemmer) {
    return new LanguageRules(
        name,
        in -> normalizer.apply(new IndicNormalizationFilter(new LowerCaseFilter(in))),
        stopWords,
        stemmer);
  }

  private static UnaryOperator<TokenStream> withoutArticles(CharArraySet articles) {
    return in -> new LowerCaseFilter(new ElisionFilter(in, articles));
  }

  private static UnaryOperator<TokenStream> snowball(Supplier<SnowballStemmer> stemmer) {
    return in -> new SnowballFilter(in, stemmer.get());
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
