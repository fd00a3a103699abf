package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last of all, because it reads what all the others made the services say. */
@Order(Integer.MAX_VALUE)
class SecretsTest {
  private static final int PARTS = 6;

  private final Longshore longshore = Longshore.running();

  @Test
  void noLogHasAPassword() throws IOException {
    var secrets = new ArrayList<String>();
    longshore.accounts().values().forEach(password -> secrets.add(password.toString()));
    secrets.add("LoginModule required");
    assertThat(secrets).hasSizeGreaterThan(PARTS);
    try (var logs = Files.list(longshore.home().resolve("logs"))) {
      List<Path> all = logs.toList();
      assertThat(all).hasSizeGreaterThan(PARTS);
      for (Path log : all) {
        // as a boolean, so that a failure doesn't show what must not be shown
        var text = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(secrets.stream().noneMatch(text::contains)).as(log.toString()).isTrue();
      }
    }
  }

  @Test
  void noServiceShowsItsSettings() {
    for (var service : List.of(longshore.api(), longshore.api("memory"))) {
      for (String endpoint : List.of("env", "configprops", "heapdump")) {
        assertThat(service.get("/actuator/" + endpoint).status()).as(endpoint).isEqualTo(404);
      }
    }
  }
}
