package io.longshore.embedder.passages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.longshore.contracts.document.Structure;
import io.longshore.contracts.document.Structure.Page;
import io.longshore.contracts.document.Structure.Section;
import io.longshore.contracts.text.Text;
import io.longshore.embedder.WordEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageCutterTest {
  private static final String TEXT = "Eine Einleitung. 😀 Zwei.\nDer erste Teil.\nDer zweite Teil.";
  private static final int FIRST = TEXT.codePointCount(0, TEXT.indexOf("Der erste"));
  private static final int SECOND = TEXT.codePointCount(0, TEXT.indexOf("Der zweite"));
  private static final int END = TEXT.codePointCount(0, TEXT.length());
  private static final Structure STRUCTURE =
      new Structure(
          END,
          List.of(
              new Section(0, FIRST, List.of()),
              new Section(FIRST, SECOND, List.of("Buch", "Teil 1")),
              new Section(SECOND, END, List.of("Buch", "Teil 2"))),
          List.of(new Page(1, 0, FIRST), new Page(2, FIRST, END)),
          List.of(0L));

  private final PassageCutter cutter =
      new PassageCutter(new WordEncoder(8), new PassageProperties(128, 4));

  @Test
  void noPassageCrossesASection() {
    assertThat(cutter.cut(new Text(TEXT), 0, STRUCTURE, "de"))
        .extracting(CutPassage::text)
        .containsExactly("Eine Einleitung. 😀 Zwei.", "Der erste Teil.", "Der zweite Teil.");
  }

  @Test
  void aPassageKnowsItsPlaceInTheWholeTextThoughOnlyARangeWasRead() {
    var whole = new Text(TEXT);
    var range = new Text(whole.slice(FIRST, END));
    List<CutPassage> passages = cutter.cut(range, FIRST, STRUCTURE, "de");
    assertThat(passages).hasSize(2);
    assertThat(passages)
        .allSatisfy(p -> assertThat(whole.slice(p.start(), p.end())).isEqualTo(p.text()));
    assertThat(passages.getFirst().headings()).containsExactly("Buch", "Teil 1");
    assertThat(passages.getFirst().page()).isEqualTo(2);
  }

  @Test
  void aPassageEndsWithItsPageAndASentenceThatCrossesTheBorderStaysOnTheFirst() {
    var section = List.of(new Section(0, END, List.of()));
    int inside = FIRST + 4; // "Der |erste Teil."
    var pages = List.of(new Page(1, 0, inside), new Page(2, inside, END));
    assertThat(cutter.cut(new Text(TEXT), 0, new Structure(END, section, pages, List.of(0L)), "de"))
        .extracting(CutPassage::text, CutPassage::page)
        .containsExactly(
            tuple("Eine Einleitung. 😀 Zwei.\nDer erste Teil.", 1), tuple("Der zweite Teil.", 2));
  }

  @Test
  void aTextWithoutPagesHasPassagesWithoutPages() {
    var bare = new Structure(END, STRUCTURE.sections(), List.of(), List.of(0L));
    assertThat(cutter.cut(new Text(TEXT), 0, bare, "de")).allMatch(p -> p.page() == null);
  }

  @Test
  void headingsAreEmbeddedInFrontAndTheOuterOnesGiveWay() {
    assertThat(cutter.context(passage(List.of("A", "B")))).isEqualTo("A > B\ntext");
    assertThat(cutter.context(passage(List.of("A very long title", "B")))).isEqualTo("B\ntext");
    assertThat(cutter.context(passage(List.of("one two three four five")))).isEqualTo("text");
  }

  private static CutPassage passage(List<String> headings) {
    return new CutPassage(0, 4, "text", headings, null, 1);
  }
}
