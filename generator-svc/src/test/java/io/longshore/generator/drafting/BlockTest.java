package io.longshore.generator.drafting;

import static io.longshore.generator.Passages.behind;
import static io.longshore.generator.Passages.below;
import static io.longshore.generator.Passages.evidence;
import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.generator.extraction.Quote;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static final Passage FIRST = passage("Otters 𠮷 swim.  They eat fish.");
  private static final Passage SECOND = behind(FIRST, 2, "In winter\nthey dive.");
  private static final Passage FAR = behind(SECOND, 5, "Weasels run.");

  @Test
  void passagesThatFollowEachOtherAreShownAsOneText() {
    assertThat(texts(FIRST, SECOND, FAR))
        .containsExactly("Otters 𠮷 swim. They eat fish. In winter they dive.", "Weasels run.");
    assertThat(texts(FIRST, behind(FIRST, 0, "Yes.")))
        .containsExactly("Otters 𠮷 swim. They eat fish. Yes.");
  }

  @Test
  void othersAreNot() {
    assertThat(texts(FIRST, passage("Of another document."))).hasSize(2);
    assertThat(texts(FIRST, FIRST)).as("overlapping").hasSize(2);
    Passage headed = below(List.of("A"), "One.");
    assertThat(texts(headed, behind(headed, 1, "Two."))).hasSize(1);
    assertThat(texts(behind(headed, 1, "Two."), headed)).as("the wrong way round").hasSize(2);
  }

  @Test
  void aPlaceIsQuotedPassageByPassage() {
    Block block = Block.of(List.of(evidence(FIRST, 1), evidence(SECOND, 1))).getFirst();
    assertThat(quoted(block, "fish. In winter they")).containsExactly("fish.", "In winter\nthey");
    assertThat(quoted(block, "they dive")).containsExactly("they dive");
    assertThat(quoted(block, "𠮷 swim. They")).containsExactly("𠮷 swim.  They");
    assertThat(block.quotes(0, block.text().length()))
        .extracting(Quote::text)
        .containsExactly(FIRST.text(), SECOND.text());
  }

  private static List<String> quoted(Block block, String words) {
    String shown = block.text().text();
    int at = shown.indexOf(words);
    int start = shown.codePointCount(0, at);
    return block.quotes(start, start + words.codePointCount(0, words.length())).stream()
        .map(Quote::text)
        .toList();
  }

  private static List<String> texts(Passage... passages) {
    List<Evidence> evidence = Arrays.stream(passages).map(one -> evidence(one, 1)).toList();
    return Block.of(evidence).stream().map(block -> block.text().text()).toList();
  }
}
