package io.longshore.generator.citation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.longshore.generator.extraction.Description;
import io.longshore.generator.extraction.Wording;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Questions and documents that are made to keep expressions busy: some of these took minutes, one
 * would have taken hours, and no expression hears a deadline.
 */
class HostileTextTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  static List<String> texts() {
    return List.of(
        "?".repeat(16_000) + "a".repeat(16_000) + "\nWho designed the twistlock",
        ". ".repeat(16_000) + "who designed the twistlock",
        "，".repeat(10_000) + "a",
        "\n[*]".repeat(4_000) + "\nA",
        "\n".repeat(16_000) + "A",
        "a".repeat(16_000) + " Km".repeat(5_000),
        "5" + " ".repeat(32_000) + "5",
        "5 ".repeat(16_000),
        "tausend".repeat(4_600),
        "zwei und ".repeat(3_500),
        "一".repeat(10_000),
        "welche " + "ä".repeat(16_000),
        "and ".repeat(8_000),
        "what is ".repeat(4_000),
        "what is the " + "Aa ".repeat(10_000),
        "tell" + " me".repeat(10_000),
        "so is it. ".repeat(3_200),
        "\"".repeat(32_000));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isReadInTime(String text) {
    for (Consumer<String> reader : readers()) {
      assertTimeoutPreemptively(BOUND, () -> reader.accept(text));
    }
  }

  private static List<Consumer<String>> readers() {
    return List.of(
        text -> new Attachment(text, List.of()),
        text -> assertThat(Instructions.isOne(text)).isFalse(),
        Wording::asksForSeveral,
        Wording::hasParts,
        Description::isAskedFor);
  }
}
