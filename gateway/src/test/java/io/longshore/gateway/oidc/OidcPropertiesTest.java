package io.longshore.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.gateway.access.AccessScope;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class OidcPropertiesTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "name", "Nantucket",
          "issuer", "https://login.example.com/realms/a",
          "audience", "longshore",
          "tenant", "1",
          "scopes.read", "reader,writer");

  @Test
  void defaults() {
    assertThat(
            new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("longshore.access.oidc", OidcProperties.class)
                .issuers())
        .isEmpty();
    var issuer = bind(GOOD).issuers().getFirst();
    assertThat(issuer.claims())
        .isEqualTo(new OidcProperties.Claims(null, "sub", "groups", "roles"));
    assertThat(issuer.jwkSetUri()).isNull();
    assertThat(issuer.client()).isNull();
    assertThat(bind(GOOD).session()).isEqualTo(Duration.ofHours(8));
    assertThat(bind(GOOD).sessions()).isEqualTo(20);
    var client = bind(with("client.id", "page")).issuers().getFirst().client();
    assertThat(client).isEqualTo(new OidcProperties.Client("page", null, "openid profile"));
    assertThat(issuer.gives(AccessScope.READ, List.of("writer"))).isTrue();
    assertThat(issuer.gives(AccessScope.READ, List.of("other"))).isFalse();
    assertThat(issuer.gives(AccessScope.WRITE, List.of("writer"))).isFalse();
  }

  @Test
  void aClientsSecretIsPrintedByNobody() {
    var secret = new HashMap<>(with("client.id", "page"));
    secret.put("client.secret", "hush");
    assertThat(bind(secret).toString()).contains("page").doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"59s", "481m"})
  void aSessionIsOfHours(String session) {
    assertThatThrownBy(
            () -> new OidcProperties(List.of(), DurationStyle.detectAndParse(session), 1, null))
        .hasMessageContaining("1 minute to 8 hours");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, OidcProperties.SESSIONS_MAX + 1})
  void anOwnersSessionsAreCounted(int sessions) {
    assertThatThrownBy(() -> new OidcProperties(List.of(), Duration.ofHours(1), sessions, null))
        .hasMessageContaining("1 to 1000");
  }

  @Test
  void browsersComeBackToWhereTheSettingSaysWhoeverTheyCalled() {
    var here = URI.create("https://evil.example.com/api/v1/session/callback");
    assertThat(callback("").callback(here)).isEqualTo(here);
    String said = "https://example.com/search/api/v1/session/callback";
    assertThat(callback(said).callback(here)).hasToString(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "/api/v1/session/callback",
        "https://example.com/api/v1/session/callback?a=b",
        "mailto:a@example.com"
      })
  void whatIsNoCallbackKeepsTheGatewayFromStarting(String callback) {
    assertThatThrownBy(() -> callback(callback)).rootCause().hasMessageContaining("callback is an");
  }

  private static OidcProperties callback(String callback) {
    var source = new MapConfigurationPropertySource();
    source.put("longshore.access.oidc.callback", callback);
    return new Binder(source).bindOrCreate("longshore.access.oidc", OidcProperties.class);
  }

  @Test
  void aStarIsAnyToken() {
    assertThat(
            bind(with("scopes.read", "*")).issuers().getFirst().gives(AccessScope.READ, List.of()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | '' | 1 to 40",
        "name | a:b | 1 to 40",
        "issuer | login.example.com | https://",
        "issuer | file:///etc/passwd | https://",
        "audience | '' | audience of Nantucket",
        "jwk-set-uri | file:///etc/passwd | jwk-set-uri of Nantucket",
        "tenant | | tenant of Nantucket",
        "tenant | ' ' | tenant of Nantucket",
        "claims.tenant | org | one of both",
        "scopes.root | admin | there are read, write, manage, operate",
        "scopes.read | | scopes of Nantucket",
        "client.id | '' | client.id",
        "client.secret | hush | client.id"
      })
  void whatIsNoIssuerKeepsTheGatewayFromStarting(String name, @Nullable String value, String why) {
    assertThatThrownBy(() -> bind(with(name, value))).rootCause().hasMessageContaining(why);
  }

  @Test
  void anIssuerIsThereOnce() {
    var twice = new HashMap<String, String>();
    GOOD.forEach((name, value) -> {
      twice.put("[0]." + name, value);
      twice.put("[1]." + name, name.equals("name") ? "Other" : value);
    });
    assertThatThrownBy(() -> bindAll(twice)).rootCause().hasMessageContaining("twice");
  }

  @Test
  void theEnvironmentSaysItAll() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                    "LONGSHORE_ACCESS_OIDC_ISSUERS_0_NAME", "Nantucket",
                    "LONGSHORE_ACCESS_OIDC_ISSUERS_0_ISSUER", "https://login.example.com",
                    "LONGSHORE_ACCESS_OIDC_ISSUERS_0_AUDIENCE", "longshore",
                    "LONGSHORE_ACCESS_OIDC_ISSUERS_0_CLAIMS_TENANT", "org.tenant",
                    "LONGSHORE_ACCESS_OIDC_ISSUERS_0_SCOPES_READ", "Longshore.Reader")));
    var issuer =
        Binder.get(environment)
            .bind("longshore.access.oidc", OidcProperties.class)
            .get()
            .issuers()
            .getFirst();
    assertThat(issuer.claims().tenant()).isEqualTo("org.tenant");
    assertThat(issuer.gives(AccessScope.READ, List.of("Longshore.Reader"))).isTrue();
  }

  private static Map<String, String> with(String name, @Nullable String value) {
    var changed = new HashMap<>(GOOD);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  private static OidcProperties bind(Map<String, String> issuer) {
    var all = new HashMap<String, String>();
    issuer.forEach((name, value) -> all.put("[0]." + name, value));
    return bindAll(all);
  }

  private static OidcProperties bindAll(Map<String, String> issuers) {
    var source = new MapConfigurationPropertySource();
    issuers.forEach((name, value) -> source.put("longshore.access.oidc.issuers" + name, value));
    return new Binder(source).bind("longshore.access.oidc", OidcProperties.class).get();
  }
}
