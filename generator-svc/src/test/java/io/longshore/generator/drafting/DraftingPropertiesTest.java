package io.longshore.generator.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.question.Options;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftingPropertiesTest {
  @Test
  void theDefaults() {
    assertThat(DraftingSettings.defaults())
        .isEqualTo(
            new DraftingProperties(
                Options.Draft.AUTO,
                8,
                480,
                5,
                3,
                64,
                192,
                Duration.ofSeconds(40),
                Duration.ofSeconds(15),
                Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "passages,0",
    "passages,17",
    "passage-tokens,63",
    "endpoint-passages,0",
    "spans,11",
    "copy-tokens,7",
    "free-tokens,5000",
    "within,0s",
    "within,11m",
    "first,99ms",
    "first,11m",
    "reserve,2m"
  })
  void aSettingOutOfBoundsIsAnError(String name, String value) {
    assertThatThrownBy(() -> DraftingSettings.with(Map.of(name, value)))
        .rootCause()
        .hasMessageContaining("longshore.drafting." + name + " must be");
  }
}
