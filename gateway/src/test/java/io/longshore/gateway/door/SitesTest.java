package io.longshore.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway tells browsers, and what they tell it. */
class SitesTest {
  private static final String COLLECTIONS = "/api/v1/collections";

  @RegisterExtension
  static final Door DOOR = Door.with("--longshore.access.admin-key=" + Keys.ADMIN);

  /** A name that is missing: who may write is told so. */
  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 400",
    "Sec-Fetch-Site, none, 400",
    "Origin, http://evil.example, 403",
    "Origin, http://127.0.0.1:1, 403",
    "Origin, null, 403",
    "X-Any, thing, 400",
  })
  void anotherSitesPageMayNotWrite(String header, String value, int status) {
    var reply = write(header, value);
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void ourOwnPageMayWriteThoughItsBrowserSaysNoMoreThanWhereItIsFrom() {
    String here = "http://127.0.0.1:" + DOOR.gateway().port();
    assertThat(write("Origin", here).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {COLLECTIONS, "/%61pi/v1/collections", "/api;x/v1/collections"})
  void aRefusalIsKeptByNobodyAndRunsNothing(String path) throws IOException {
    String reply =
        DOOR.gateway()
            .raw("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path));
    assertThat(reply)
        .contains(" 401", "Content-Security-Policy: default-src 'none'", "Cache-Control: no-store");
  }

  @Test
  void aBodyThatIsTooLongIsRefusedWithTheSameWords() {
    var reply = DOOR.gateway().post(COLLECTIONS, "x".repeat(3 << 20));
    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  private static HttpResponse<String> write(String header, String value) {
    return DOOR.gateway()
        .send(
            HttpRequest.newBuilder(DOOR.gateway().uri(COLLECTIONS))
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
  }
}
