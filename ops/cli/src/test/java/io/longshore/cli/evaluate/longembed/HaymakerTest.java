package io.longshore.cli.evaluate.longembed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.evaluate.longembed.Field.Sheaf;
import io.longshore.cli.evaluate.longembed.Task.Hidden;
import io.longshore.local.LocalFailure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaymakerTest {
  /** Sentences of 3 to 40 words of 1 to 12 letters. */
  private static final List<String> STRAW =
      IntStream.range(0, 2_000)
          .mapToObj(i ->
              String.join(
                      " ",
                      IntStream.range(0, 3 + i * 7 % 38)
                          .mapToObj(j -> "x".repeat(1 + (i + j * 5) % 12))
                          .toList())
                  + ".")
          .toList();

  /** A token every four letters of a word, and two at the ends. */
  private static int tokens(String text) {
    int count = 2;
    for (String word : text.split(" ", -1)) {
      count += (word.length() + 3) / 4;
    }
    return count;
  }

  private static int[] counted(List<String> texts) {
    return texts.stream().mapToInt(HaymakerTest::tokens).toArray();
  }

  @ParameterizedTest
  @CsvSource({"PASSKEY, 512", "PASSKEY, 4096", "NEEDLE, 1024", "NEEDLE, 8192"})
  void everyDocumentIsNearlyAsLongAsItShouldBeAndNeverLonger(Task task, int length) {
    Field field = Field.drawn(task, Straw.PROSE, length, 30, 5);
    List<String> documents = new Haymaker(straw -> STRAW, HaymakerTest::counted).documents(field);
    assertThat(documents).hasSize(30).doesNotHaveDuplicates();
    for (int tokens : counted(documents)) {
      assertThat(tokens).isBetween((int) (0.92 * length), length);
    }
    for (int i = 0; i < documents.size(); i++) {
      assertThat(documents.get(i)).containsOnlyOnce(field.plans().get(i).hidden().sentence());
    }
  }

  @Test
  void whatIsHiddenStandsBetweenSentencesAtItsDepth() {
    for (double depth : new double[] {0, 0.25, 0.5, 0.77, 0.999}) {
      String text = Haymaker.text(plan(depth, 0.3), STRAW, 1_000);
      String before = text.substring(0, text.indexOf("The key is 7."));
      int words = before.isEmpty() ? 0 : before.strip().split(" ", -1).length;
      assertThat(text.split(" ", -1)).hasSize(1_000);
      assertThat(words / 996.0).isCloseTo(depth, within(0.04));
      assertThat(before.isEmpty() || before.endsWith(". ")).as("whole sentences").isTrue();
    }
  }

  @Test
  void theStrawIsReadOnFromItsFirstSentence() {
    String text = Haymaker.text(plan(0, 0.99), List.of("a.", "b.", "c."), 9);
    assertThat(text).isEqualTo("The key is 7. c. a. b. c. a.");
  }

  @Test
  void lessWordsThanTheHiddenOnesAreTheHiddenOnes() {
    assertThat(Haymaker.text(plan(0.5, 0), STRAW, 2)).isEqualTo("The key is 7.");
  }

  @Test
  void aLengthThatCannotBeMadeIsSaid() {
    var maker =
        new Haymaker(straw -> STRAW, texts -> texts.stream().mapToInt(text -> 1_000_000).toArray());
    assertThatThrownBy(() -> maker.documents(Field.drawn(Task.PASSKEY, Straw.PROSE, 512, 3, 1)))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("512 tokens");
  }

  private static Sheaf plan(double depth, double start) {
    return new Sheaf(new Hidden("?", "The key is 7."), depth, start);
  }
}
