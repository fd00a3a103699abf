package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTest {
  /** What is looked for is found in the sentence, by all of its terms. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | retaining                | The records were retained for a year.
          en | invoices                 | An invoice isn’t a receipt.
          en | XK-4711/b                | Replace part xk‑4711/B before use.
          en | 4711                     | Replace part XK-4711/b before use.
          en | v2.10-rc1                | Fixed in V2.10-RC1.
          en | 1.2.3                    | Upgrade to 1.2.3, not to 1.2.4.
          en | 3.14                     | Pi is about 3.14.
          en | snake_case_name          | The field snake_case_name is optional.
          en | list                     | See java.util.List for that.
          en | 2024-11-28               | It was signed on 2024-11-28 in Bonn.
          en | ﬁnal office              | The final oﬃce.
          de | Hauses                   | Die Häuser wurden verkauft.
          de | STRASSE                  | In der Straße standen Bäume.
          de | 3,14                     | Das sind 3,14 Prozent.
          de | Worttrennung             | Eine Wort\u00ADtrennung am Ende.
          fr | eau                      | L’eau était froide.
          fr | ete                      | Tout l'été.
          it | acqua                    | Il prezzo dell'acqua potabile.
          es | canciones                | Una canción vieja.
          pt | lição                    | As lições aprendidas.
          ca | escoles                  | L'escola del poble.
          da | bøgerne                  | Han læste bøger.
          sv | husen                    | Ett gammalt hus.
          nb | bøkene                   | En bøkene på bordet.
          nl | boeken                   | Een boek over water.
          fi | taloissa                 | Vanha talo.
          hu | házakban                 | Egy régi ház.
          ro | casele                   | Casele vechi.
          cs | hrady                    | Starý hrad.
          bg | книгите                  | Стари книги.
          ru | елки                     | Зелёные ёлки в лесу.
          el | ΒΙΒΛΙΟ                   | Το βιβλίο είναι παλιό.
          tr | İSTANBUL                 | istanbul'da yağmur var.
          id | dibaca                   | Dia membaca buku itu.
          ar | الكتاب                   | قرأت كتاب قديم.
          fa | كتاب                     | این کتاب قدیمی است.
          hi | किताबें                    | यह किताब पुरानी है।
          bn | বই                       | বই পড়া ভালো।
          et | raamatute                | Vanad raamatud.
          eu | etxeak                   | Etxe zaharra.
          ga | bhróga                   | Mo bróga nua.
          gl | libros                   | Un libro vello.
          hy | ԳԻՐՔ                     | Հին գիրք։
          lt | namai                    | Seni namų stogai.
          lv | grāmatas                 | Vecā grāmata.
          ne | किताबहरू                   | यो किताब पुरानो छ।
          sr | књига                    | Stara knjiga.
          ta | புத்தகங்கள்                 | பழைய புத்தகம்.
          te | పుస్తకం                   | పాత పుస్తకం.
          zh | 江大                     | 长江大桥很长。
          ja | 京都                     | 東京都の人口は多い。
          ja | カタカナ                  | ｶﾀｶﾅで書く。
          ko | 대한                     | 대한민국의 수도.
          th | ประเทศ                   | ประเทศไทยมีฝนตก
          en | 长江                      | The 长江 bridge.
          ar | 1234                     | العدد ١٢٣٤ كبير.
          und | ABC                     | ＡＢＣ und so weiter.
          und | café                    | cafe\u0301
          """)
  void isFound(String language, String words, String sentence) {
    List<Long> wanted = keys(words.translateEscapes(), language);
    assertThat(wanted).isNotEmpty();
    assertThat(keys(sentence.translateEscapes(), language)).containsAll(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "የኢትዮጵያ ዋና ከተማ",
        "Հայաստանի մայրաքաղաքը",
        "საქართველოს დედაქალაქი",
        "தமிழ் மொழி",
        "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
        "བོད་ཡིག",
        "ភាសាខ្មែរ",
        "မြန်မာဘာသာ",
        "ພາສາລາວ",
        "ꦧꦱꦗꦮ",
        "עברית",
        "ߒߞߏ",
        "𐐔𐐯𐑅𐐨𐑉𐐯𐐻",
        "🦦🦡",
        "👩‍🚀 🇺🇦",
        "1234",
        "x"
      })
  void noScriptIsWithoutTerms(String text) {
    assertThat(keys(text, "und")).isNotEmpty();
    assertThat(keys(text, "en")).isNotEmpty();
  }

  @Test
  void anIdentifierIsOneTermBesideItsWordsAndTheSameInEveryLanguage() {
    assertThat(keys("XK-4711/b", "en")).hasSize(4);
    assertThat(keys("XK-4711/b", "en")).contains(keys("XK-4711/b", "de").getLast());
    assertThat(keys("XK-4711/a", "en")).isNotEqualTo(keys("XK-4711/b", "en"));
    assertThat(keys("either/or", "und")).as("no digit").hasSize(2);
    assertThat(keys("-4711- (4711)", "und")).as("signs around it").hasSize(2);
  }

  @Test
  void theSameLettersAreDifferentTermsUnderDifferentRules() {
    assertThat(keys("text", "en")).isNotEqualTo(keys("text", "de"));
  }

  @Test
  void regionsAndUnknownLanguagesHaveTerms() {
    assertThat(keys("retained", "en-GB")).isEqualTo(keys("retaining", "en"));
    assertThat(keys("xitsonga", "ts")).isEqualTo(keys("XITSONGA", "und"));
  }

  @Test
  void wordsThatSayNothingAreLeftOut() {
    assertThat(keys("what is the who", "en")).isEmpty();
    assertThat(keys("was ist das", "de")).isEmpty();
  }

  @Test
  void chineseIsFoundByBigramsInsideOfATextOfAnyLanguage() {
    assertThat(keys("长江大桥", "zh")).hasSize(3);
    assertThat(keys("the 长江大桥 bridge", "en")).hasSize(4);
  }

  @Test
  void whatIsNoTextHasNoTermsAndDoesNoHarm() {
    assertThat(keys("", "en")).isEmpty();
    assertThat(keys("\ud800 … ---", "en")).isEmpty();
    assertThat(keys("a".repeat(200_000), "und")).isNotEmpty();
    assertThat(keys("1-".repeat(100_000), "und")).isNotEmpty();
  }

  @Test
  void aTermKnowsWhereItIs() {
    assertThat(Analysis.terms("the old house", "en"))
        .extracting(Analysis.Term::start, Analysis.Term::end)
        .containsExactly(tuple(4, 7), tuple(8, 13));
  }

  private static List<Long> keys(String text, String language) {
    return Analysis.terms(text, language).stream().map(Analysis.Term::key).toList();
  }
}
