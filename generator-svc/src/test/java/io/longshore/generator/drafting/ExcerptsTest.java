package io.longshore.generator.drafting;

import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;
import io.longshore.generator.extraction.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
  private static final Passage PASSAGE =
      passage("One 𠮷 a. Two b.\nThree c. Four d. Five e. Six f.");

  @Test
  void aQuoteIsWidenedByItsNeighbours() {
    assertThat(texts(quote("Three c."))).containsExactly("Two b.\nThree c. Four d.");
    assertThat(texts(quote("One 𠮷 a."))).containsExactly("One 𠮷 a. Two b.");
    assertThat(texts(quote("Five e. Six f."))).containsExactly("Four d. Five e. Six f.");
  }

  @Test
  void excerptsThatMeetAreOne() {
    assertThat(texts(quote("Two b."), quote("Four d.")))
        .containsExactly("One 𠮷 a. Two b.\nThree c. Four d. Five e.");
    assertThat(texts(quote("One 𠮷 a."), quote("Six f.")))
        .containsExactly("One 𠮷 a. Two b.", "Five e. Six f.");
  }

  @Test
  void theSpanOfAnExcerptIsThatPartOfThePassages() {
    var excerpt = Excerpts.of(List.of(quote("Three c.")), 0).getFirst().passage();
    assertThat(excerpt.span().document()).isEqualTo(PASSAGE.span().document());
    assertThat(new Text(PASSAGE.text()).slice(excerpt.span().start(), excerpt.span().end()))
        .isEqualTo(excerpt.text())
        .isEqualTo("Three c.");
  }

  private static List<String> texts(Quote... quotes) {
    return Excerpts.of(List.of(quotes), 1).stream().map(one -> one.passage().text()).toList();
  }

  private static Quote quote(String words) {
    int at = PASSAGE.text().indexOf(words);
    int start = PASSAGE.text().codePointCount(0, at);
    return new Quote(PASSAGE, start, start + words.codePointCount(0, words.length()));
  }
}
