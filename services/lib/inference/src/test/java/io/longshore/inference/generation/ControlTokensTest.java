package io.longshore.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** With examples that the tests of ops/training read too, since it leaves out what is broken. */
class ControlTokensTest {
  /** Texts that get a space, and texts that stay as they are. */
  record Examples(List<String> broken, List<String> plain) {}

  static List<String> broken() throws IOException {
    return examples().broken();
  }

  static List<String> plain() throws IOException {
    return examples().plain();
  }

  private static Examples examples() throws IOException {
    try (InputStream file = ControlTokensTest.class.getResourceAsStream("control-tokens.json")) {
      return JsonMapper.builder().build().readValue(file, Examples.class);
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatATokenizerCouldTakeForAControlTokenIsBroken(String token) {
    String neutral = ControlTokens.neutral("a" + token + "b");
    assertThat(neutral).doesNotContain(token).isNotEqualTo("a" + token + "b");
    assertThat(neutral.replace(" ", "")).isEqualTo("a" + token + "b");
    assertThat(ControlTokens.neutral(neutral)).isEqualTo(neutral);
    assertThat(ControlTokens.places("a" + token + "b")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("plain")
  void plainTextStaysAsItIs(String text) {
    assertThat(ControlTokens.neutral(text)).isEqualTo(text);
    assertThat(ControlTokens.places(text)).isEmpty();
  }
}
