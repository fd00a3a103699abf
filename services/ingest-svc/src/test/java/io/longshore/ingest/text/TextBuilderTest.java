package io.longshore.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.ingest.refusal.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TextBuilderTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TextBuilder builder = new TextBuilder(bytes, 1_000_000);

  @Test
  void lineEndsAndWhiteSpaceAreMadeAlikeAndControlCharactersGo() {
    assertThat(built(b -> b.text("\uFEFF\n a\u0000b\r\nc \t\rd\u00ADe\u00A0f\n\n\n\n  g\u0007 \n")))
        .isEqualTo("ab\nc\nde f\n\n  g");
  }

  @Test
  void theTextIsInNormalFormCAcrossTheBordersOfPieces() {
    assertThat(
            built(b -> {
              b.text("e");
              b.text("\u0301a\u0308");
            }))
        .isEqualTo("éä");
  }

  @Test
  void aPairOfSurrogatesSurvivesTheBorderOfPiecesAndALoneOneIsReplaced() {
    assertThat(
            built(b -> {
              b.text("x\uD842");
              b.text("\uDFB7y\uD842z");
            }))
        .isEqualTo("x𠮷y\uFFFDz");
  }

  @Test
  void sectionsCoverTheTextWithTheirPathOfHeadings() {
    String text =
        built(b -> {
          b.text("before");
          b.heading(1, "One");
          b.text("first");
          b.heading(2, "One  a");
          b.text("deeper");
          b.heading(1, "Two");
        });
    assertThat(text).isEqualTo("before\n\nOne\n\nfirst\n\nOne a\n\ndeeper\n\nTwo");
    assertThat(builder.structure().sections())
        .containsExactly(
            new Structure.Section(0, 8, List.of()),
            new Structure.Section(8, 20, List.of("One")),
            new Structure.Section(20, 35, List.of("One", "One a")),
            new Structure.Section(35, 38, List.of("Two")));
  }

  @Test
  void aSkippedLevelDoesNotLeaveAHoleInThePath() {
    built(b -> {
      b.heading(3, "Deep");
      b.heading(2, "Higher");
      b.heading(4, "Below");
    });
    assertThat(builder.structure().sections())
        .extracting(Structure.Section::headings)
        .containsExactly(List.of("Deep"), List.of("Higher"), List.of("Higher", "Below"));
  }

  @Test
  void aPathThatIsTooLongToTravelLosesItsOuterHeadingsAndThenTheEndOfItsOwn() {
    built(b -> {
      b.heading(1, "o".repeat(400));
      b.heading(2, "i".repeat(400));
      b.heading(3, "灯".repeat(400));
    });
    assertThat(builder.structure().sections())
        .extracting(Structure.Section::headings)
        .containsExactly(
            List.of("o".repeat(400)), List.of("i".repeat(400)), List.of("灯".repeat(170)));
  }

  @Test
  void pagesTouchAndOneWithoutTextIsEmpty() {
    String text =
        built(b -> {
          b.page(1);
          b.text("one ");
          b.page(2);
          b.page(3);
          b.text("three");
          b.page(4);
        });
    assertThat(text).isEqualTo("one three");
    assertThat(builder.structure().pages())
        .containsExactly(
            new Structure.Page(1, 0, 4),
            new Structure.Page(2, 4, 4),
            new Structure.Page(3, 4, 9),
            new Structure.Page(4, 9, 9));
  }

  @Test
  void byteOffsetsAreThoseOfTheWrittenText() {
    String piece = "Größe 𠮷野家 e\u0301 " + "x".repeat(100) + "\n";
    Text text = new Text(built(b -> b.text(piece.repeat(300))));
    List<Long> offsets = builder.structure().byteOffsets();
    assertThat(offsets).hasSize(Math.ceilDiv(text.length(), Limits.BYTE_OFFSET_EVERY));
    for (int i = 0; i < offsets.size(); i++) {
      assertThat(offsets.get(i)).isEqualTo(text.utf8(i * Limits.BYTE_OFFSET_EVERY));
    }
    assertThat(builder.structure().codePoints()).isEqualTo(text.length());
  }

  @Test
  void wordsAreCountedAlsoWhereNoSpacesStand() {
    built(b -> b.text("Don't count - this: 他来了。 3.50"));
    assertThat(builder.words()).isEqualTo(7);
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    var small = new TextBuilder(bytes, 10);
    assertThatThrownBy(
            () -> {
              small.text("eleven chars and more\n");
              small.text("next");
            })
        .isInstanceOf(Refused.class)
        .hasMessage("parse-too-big");
  }

  @Test
  void aLongLineWithoutASpaceIsWrittenBeforeItEnds() {
    builder.text("你".repeat(10_000) + "x".repeat(200_000));
    assertThat(bytes.size()).isGreaterThan(100_000);
  }

  private String built(Consumer<TextBuilder> content) {
    content.accept(builder);
    builder.finish();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
