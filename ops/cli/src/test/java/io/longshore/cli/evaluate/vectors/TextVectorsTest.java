package io.longshore.cli.evaluate.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.client.KeyOption;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.evaluate.WordDoor;
import io.longshore.cli.evaluate.frame.ArmUnfit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextVectorsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway().otherwise(new WordDoor("words/1")::reply);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void passagesAreAskedForOnceAndQuestionsEachTime() {
    var done = new AtomicInteger();
    try (var vectors = open("none")) {
      List<TextVector> made =
          vectors.passages(
              List.of("Otters swim.", "Badgers dig.", "Otters swim."), done::incrementAndGet);
      assertThat(made).hasSize(3);
      assertThat(made.get(0).cosine(made.get(2))).isCloseTo(1, within(1e-6));
      assertThat(made.get(0).cosine(made.get(1))).isLessThan(0.5);
      assertThat(done).hasValue(3);
    }
    int before = asked("passage").size();
    try (var vectors = open("none")) {
      vectors.passages(List.of("Badgers dig.", "Foxes run."), () -> {});
      vectors.question("Who digs?");
      vectors.question("Who digs?");
    }
    assertThat(asked("passage")).hasSize(before + 1);
    assertThat(asked("passage").getLast().at("/input").toString()).isEqualTo("[\"Foxes run.\"]");
    assertThat(asked("query").stream().filter(body -> body.toString().contains("Who digs?")))
        .hasSize(2);
  }

  @Test
  void modesDoNotShareVectors() {
    try (var cut = open("none");
        var whole = open("pcw")) {
      String text = "word ".repeat(600);
      assertThat(cut.passages(List.of(text), () -> {}).getFirst().tokensSeen()).isEqualTo(512);
      assertThat(whole.passages(List.of(text), () -> {}).getFirst().tokensSeen()).isEqualTo(600);
    }
    assertThat(asked("passage").getFirst().at("/truncate").asBoolean()).isTrue();
    assertThat(asked("passage").getLast().at("/truncate").asBoolean()).isFalse();
    assertThat(asked("passage").getLast().at("/longMode").asString()).isEqualTo("pcw");
  }

  @Test
  void manyTextsTravelInSeveralCallsAndStayInOrder() {
    List<String> texts = IntStream.range(0, 150).mapToObj(i -> "text number n" + i).toList();
    try (var vectors = open("none")) {
      List<TextVector> all = vectors.passages(texts, () -> {});
      assertThat(asked("passage")).hasSize(3);
      for (int i : List.of(0, 64, 149)) {
        assertThat(all.get(i).values())
            .isEqualTo(vectors.passages(List.of(texts.get(i)), () -> {}).getFirst().values());
      }
      vectors.passages(List.of("a".repeat(60_000), "b".repeat(60_000)), () -> {});
      assertThat(asked("passage")).as("long ones alone").hasSize(5);
    }
  }

  @Test
  void aModeThatTheStackRefusesMakesTheArmUnfitWithTheReason() {
    assertThatThrownBy(() -> open("ntk"))
        .isInstanceOf(ArmUnfit.class)
        .hasMessageContaining("Its positions don't allow ntk");
  }

  private TextVectors open(String mode) {
    return TextVectors.open(new KeyOption().api(), mode, folder);
  }

  private List<JsonNode> asked(String kind) {
    return gateway.asked().stream()
        .<JsonNode>map(asked -> JSON.readTree(asked.body()))
        .filter(body -> body.at("/kind").asString().equals(kind))
        .toList();
  }
}
