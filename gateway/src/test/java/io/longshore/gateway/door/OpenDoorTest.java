package io.longshore.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a door that is open lets in. */
class OpenDoorTest {
  @RegisterExtension
  static final Door DOOR = Door.with("--longshore.access.admin-key=" + Keys.ADMIN);

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost:1", "127.0.0.1:8080", "127.0.0.1", "[::1]:8080"})
  void whoCallsThisMachineComesIn(String host) throws IOException {
    assertThat(get("/api/v1/collections", "Host: " + host)).contains(" 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.7",
      })
  void aNameThatWasMadeToMeanThisMachineDoesNot(String host) throws IOException {
    assertThat(get("/api/v1/collections", "Host: " + host))
        .contains(" 401", "unauthenticated", "localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=203.0.113.9",
        "X-Forwarded-For: 203.0.113.9",
        "x-forwarded-proto: https",
        "X-Forwarded-Host: localhost",
      })
  void whatAProxyPassesOnDoesNot(String header) throws IOException {
    assertThat(get("/api/v1/collections", "Host: localhost\r\n" + header)).contains(" 401");
  }

  @Test
  void whoShowsAKeyIsThatKeyByWhateverNameTheyCall() throws IOException {
    String elsewhere = "Host: elsewhere.example\r\nX-Forwarded-For: 203.0.113.9\r\n";
    assertThat(get("/api/v1/collections", elsewhere + "x-api-key: " + Keys.ADMIN)).contains(" 200");
  }

  @Test
  void healthIsForEverybody() throws IOException {
    assertThat(get("/actuator/health/readiness", "Host: elsewhere.example")).contains(" 200");
  }

  /** As it stands on the line: Java's own client lets nobody choose a Host. */
  private static String get(String path, String headers) throws IOException {
    return DOOR.gateway()
        .raw("GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(path, headers));
  }
}
