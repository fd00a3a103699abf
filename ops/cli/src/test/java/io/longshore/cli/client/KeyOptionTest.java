package io.longshore.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.stack.Home;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOptionTest {
  @TempDir private Path folder;

  @Test
  void whatIsSaidNearestCounts() throws IOException {
    var home = new Home(folder);
    Map<String, String> environment = Map.of("LONGSHORE_KEY", "of-environment\n");
    assertThat(KeyOption.chosen(null, Map.of(), home)).isEmpty();
    Files.writeString(folder.resolve("key"), "of-home");
    assertThat(KeyOption.chosen(null, Map.of(), home)).contains("of-home");
    assertThat(KeyOption.chosen(null, environment, home)).contains("of-environment");
    assertThat(KeyOption.chosen("of-option", environment, home)).contains("of-option");
    assertThat(KeyOption.chosen(" ", environment, home)).contains("of-environment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "schlüssel", "line\nbreak", "a\0b"})
  void whatNoHeaderCanHoldIsRefusedWithoutBeingShown(String key) {
    assertThatThrownBy(() -> KeyOption.chosen(key, Map.of(), new Home(folder)))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("The key holds")
        .hasMessageNotContaining(key);
  }

  @Test
  void everyCommandOfAClientShowsIt() throws IOException {
    try (var gateway = new TestGateway().on("GET /api/v1/documents", 200, "{\"data\":[]}")) {
      assertThat(Run.of("documents", "--key", "lsk_x").exit()).isEqualTo(Exit.GOOD);
      assertThat(gateway.asked().getFirst().authorization()).isEqualTo("Bearer lsk_x");
      assertThat(Run.of("documents").exit()).isEqualTo(Exit.GOOD);
      assertThat(gateway.asked().getLast().authorization()).isNull();
    }
  }

  @Test
  void whoIsNotLetInIsToldHowToSayWhoTheyAre() throws IOException {
    try (var gateway =
        new TestGateway()
            .on(
                "GET /api/v1/documents",
                401,
                "{\"code\":\"key-revoked\",\"detail\":\"This key was revoked.\"}")) {
      Run run = Run.of("documents", "--key", "lsk_x");
      assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
      assertThat(run.err()).contains("This key was revoked.", "--key", "LONGSHORE_KEY");
      assertThat(gateway.asked()).hasSize(1);
    }
  }
}
