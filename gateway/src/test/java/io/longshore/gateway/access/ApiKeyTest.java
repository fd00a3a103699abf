package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  @Test
  void whatIsMadeIsRead() {
    ApiKey key = ApiKey.random();
    assertThat(ApiKey.parse(key.text())).contains(key);
    assertThat(key.text()).startsWith("lsk_" + key.prefix() + "_").hasSize(51);
    assertThat(key.hash()).hasSize(32);
    assertThat(key.toString()).isEqualTo("lsk_" + key.prefix());
  }

  @Test
  void noTwoAreTheSame() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ApiKey.random().text());
    }
    assertThat(made).hasSize(1_000);
  }

  @Test
  void aCharacterThatWasMistypedIsSeen() {
    String key = ApiKey.random().text();
    for (int at = 4; at < key.length(); at++) {
      if (key.charAt(at) != '_') {
        char other = key.charAt(at) == 'a' ? 'b' : 'a';
        assertThat(ApiKey.parse(key.substring(0, at) + other + key.substring(at + 1))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "lsk_", "lsk_abcdefgh_", "Bearer x", "lsk_äbcdefgh_ü", "\0"})
  void whatHasAnotherShapeIsNone(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
    assertThat(ApiKey.parse("lsk_" + text.repeat(100_000))).isEmpty();
  }
}
