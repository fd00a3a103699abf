package io.longshore.embedder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.embedder.lexical.LexicalProperties;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LimitsTest {
  @Test
  void theDefaultsAreThoseOfTheReadme() {
    assertThat(bind("longshore.passages", PassageProperties.class))
        .isEqualTo(new PassageProperties(128, 32));
    assertThat(bind("longshore.lexical", LexicalProperties.class))
        .isEqualTo(new LexicalProperties(64, 2_000_000));
    assertThat(bind("longshore.vectors", VectorProperties.class))
        .isEqualTo(new VectorProperties(20_000, 400, 20_000, DataSize.ofMegabytes(256)));
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 401})
  void passagesStayInsideOfTheWindowOfAnyEncoder(int tokens) {
    assertThatThrownBy(() -> new PassageProperties(tokens, 32)).hasMessageContaining("max-tokens");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65})
  void headingsTakeLittleOfTheWindow(int tokens) {
    assertThatThrownBy(() -> new PassageProperties(128, tokens)).hasMessageContaining("heading");
  }

  @Test
  void aQuestionCannotReadWithoutEnd() {
    assertThatThrownBy(() -> new LexicalProperties(513, 1_000_000)).hasMessageContaining("words");
    assertThatThrownBy(() -> new LexicalProperties(64, 10_000_001))
        .hasMessageContaining("postings");
    assertThatThrownBy(
            () -> new VectorProperties(1_000_001, 200, 20_000, DataSize.ofMegabytes(512)))
        .hasMessageContaining("exact");
    assertThatThrownBy(() -> new VectorProperties(20_000, 1_001, 20_000, DataSize.ofMegabytes(512)))
        .hasMessageContaining("candid");
    assertThatThrownBy(() -> new VectorProperties(20_000, 200, 999, DataSize.ofMegabytes(512)))
        .hasMessageContaining("scanned");
    assertThatThrownBy(() -> new VectorProperties(20_000, 200, 20_000, DataSize.ofMegabytes(63)))
        .hasMessageContaining("build-memory");
  }

  private static <T> T bind(String prefix, Class<T> type) {
    return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
  }
}
