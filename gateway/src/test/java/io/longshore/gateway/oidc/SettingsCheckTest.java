package io.longshore.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.access.Tenants;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SettingsCheckTest {
  private static final Tenants.Tenant PEQUOD = new Tenants.Tenant(7, "pequod", Instant.EPOCH, null);

  @Test
  void aTenantThatDoesNotExistIsSaidAtTheStart(CapturedOutput output) {
    check("https://login.example.com", "rachel");
    assertThat(output).contains("there is no tenant rachel");
  }

  @Test
  void keysOverAClearWayAreSaidAtTheStart(CapturedOutput output) {
    check("http://login.example.com", "pequod");
    assertThat(output).contains("over http").doesNotContain("no tenant");
  }

  @Test
  void ofGoodSettingsNothingIsSaid(CapturedOutput output) {
    check("https://login.example.com", "pequod");
    check("http://127.0.0.1:9000", "pequod");
    assertThat(output).doesNotContain("no tenant", "over http");
  }

  private static void check(String issuer, String tenant) {
    var settings =
        Map.of(
            "a.issuers[0].name", "Nantucket",
            "a.issuers[0].issuer", issuer,
            "a.issuers[0].audience", "longshore",
            "a.issuers[0].tenant", tenant,
            "a.issuers[0].scopes.read", "*");
    var properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bind("a", OidcProperties.class)
            .get();
    new SettingsCheck(properties, name -> Optional.of(PEQUOD).filter(it -> it.name().equals(name)))
        .check();
  }
}
