package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  @Test
  void formsOfAWordAreOneTermInItsLanguage() {
    assertThat(keys("retained", "en")).isEqualTo(keys("retaining", "en"));
    assertThat(keys("Häuser", "de")).isEqualTo(keys("hauses", "de"));
    assertThat(keys("membaca", "id")).isEqualTo(keys("dibaca", "id"));
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
  void accentsAndWidthDoNotMatter() {
    assertThat(keys("café", "und")).isEqualTo(keys("cafe", "und"));
    assertThat(keys("ＡＢＣ", "und")).isEqualTo(keys("abc", "und"));
  }

  @Test
  void chineseIsFoundByBigramsInsideOfATextOfAnyLanguage() {
    assertThat(keys("长江大桥", "zh")).hasSize(3);
    assertThat(keys("the 长江大桥 bridge", "en")).hasSize(4);
    assertThat(keys("长江大桥", "zh")).containsAll(keys("江大", "zh"));
  }

  @Test
  void thaiWithoutSpacesIsFoundByItsParts() {
    assertThat(keys("ประเทศไทย", "th")).containsAll(keys("ประเทศ", "th")).hasSizeGreaterThan(4);
  }

  @Test
  void aTermKnowsWhereItBegins() {
    assertThat(Analysis.terms("the old house", "en"))
        .extracting(Analysis.Term::at)
        .containsExactly(4, 8);
  }

  private static List<Long> keys(String text, String language) {
    return Analysis.terms(text, language).stream().map(Analysis.Term::key).toList();
  }
}
