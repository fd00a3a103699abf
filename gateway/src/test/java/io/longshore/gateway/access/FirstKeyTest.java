package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.gateway.Gateway;
import io.longshore.testing.LocalStack;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FirstKeyTest {
  private static final Pattern KEY = Pattern.compile("lsk_\\w{8}_\\w{38}");

  @Test
  void aClosedGatewayPrintsItsAdminKeyOnce(@TempDir Path blobs, CapturedOutput output) {
    var database = LocalStack.database();
    try (var gateway = Gateway.start(database, blobs, "--longshore.access.open=false")) {
      var printed = KEY.matcher(output.getAll());
      assertThat(printed.find()).isTrue();
      var request =
          HttpRequest.newBuilder(gateway.uri("/api/v1/tenants"))
              .header("x-api-key", printed.group());
      assertThat(gateway.send(request).statusCode()).isEqualTo(200);
      assertThat(printed.find()).isFalse();
    }
    int before = output.getAll().length();
    try (var again = Gateway.start(database, blobs, "--longshore.access.open=false")) {
      assertThat(again.get("/api/v1/tenants").statusCode()).isEqualTo(401);
      assertThat(KEY.matcher(output.getAll().substring(before)).find()).isFalse();
    }
  }

  @Test
  void anOpenDoorOnEveryAddressIsNoDoor(@TempDir Path blobs) {
    assertThatThrownBy(
            () -> Gateway.start(LocalStack.database(), blobs, "--server.address=0.0.0.0"))
        .rootCause()
        .hasMessageContaining("longshore.access.open");
  }
}
