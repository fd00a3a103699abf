package io.longshore.cli.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.client.KeyOption;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.evaluate.WordDoor;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.vectors.TextVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainIndexTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway().otherwise(new WordDoor("words-" + UUID.randomUUID())::reply);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void valuesAreDistancesFromTheirMeanInDeviations() {
    // mean 2, variance (1 + 0 + 1) / 3
    assertThat(PlainIndex.standardised(new double[] {1, 2, 3}))
        .containsExactly(new double[] {-1.224745, 0, 1.224745}, within(1e-6));
    assertThat(PlainIndex.standardised(new double[] {4, 4})).containsExactly(0, 0);
    assertThat(PlainIndex.standardised(new double[0])).isEmpty();
  }

  @Test
  void aDocumentIsAsNearAsTheMeanOfItsThreeBest() {
    assertThat(PlainIndex.best(new double[] {0.1, 0.9, 0.3, 0.6})).isCloseTo(0.6, within(1e-9));
    assertThat(PlainIndex.best(new double[] {0.2, 0.4})).isCloseTo(0.3, within(1e-9));
    assertThat(PlainIndex.best(new double[0])).isZero();
  }

  @Test
  void whatWordsAndVectorsFindComesFirstAndNothingIsLeftOut() {
    var documents =
        List.of(
            Document.ofText("badger", "Badgers dig holes in the night."),
            Document.ofText("empty", " "),
            Document.ofText("otter", "Otters swim in the river.\nThey eat fish."));
    try (var index = PlainIndex.of(documents, vectors(), bar())) {
      assertThat(index.search("What do otters eat?"))
          .startsWith("otter")
          .containsExactlyInAnyOrder("otter", "badger", "empty");
      assertThat(index.search("Where do badgers dig?")).startsWith("badger");
      assertThat(index.tokensPerSecond()).isPositive();
    }
    try (var again = PlainIndex.of(documents, vectors(), bar())) {
      assertThat(again.tokensPerSecond()).as("all known").isNaN();
    }
  }

  private static TextVectors vectors() {
    return TextVectors.open(new KeyOption().api(), TextVectors.CUT);
  }

  private static Bar bar() {
    return new Bar(new PrintWriter(new StringWriter()));
  }
}
