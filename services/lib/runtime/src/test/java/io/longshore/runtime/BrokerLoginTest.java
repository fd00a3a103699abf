package io.longshore.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class BrokerLoginTest {
  @Test
  void withoutSettingsTheBrokerIsReachedInTheOpen() {
    assertThat(clients(Map.of()))
        .containsEntry("security.protocol", "PLAINTEXT")
        .doesNotContainKeys("sasl.jaas.config", "ssl.truststore.location");
  }

  @Test
  void aUserAndAPasswordGoToEveryClientAndAQuoteInThePasswordStaysOne() {
    Map<String, Object> clients =
        clients(
            Map.of(
                "longshore.kafka-protocol", "SASL_PLAINTEXT",
                "longshore.kafka-password", "a\"b\\c; d"));
    assertThat(clients).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    var options =
        JaasContext.loadClientContext(
                Map.of(
                    "sasl.jaas.config",
                    new Password(String.valueOf(clients.get("sasl.jaas.config")))))
            .configurationEntries()
            .getFirst()
            .getOptions();
    assertThat(options.get("username")).isEqualTo("memory-svc");
    assertThat(options.get("password")).isEqualTo("a\"b\\c; d");
  }

  @Test
  void aCertificateAuthorityIsAPemFile(@TempDir Path folder) throws IOException {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
    assertThat(
            clients(Map.of("longshore.kafka-protocol", "SSL", "longshore.kafka-ca", ca.toString())))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.location", ca.toString());
  }

  @Test
  void whatAnOperatorSaysInSpringsOwnNamesWins() {
    assertThat(clients(Map.of("spring.kafka.security.protocol", "SSL")))
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void wrongSettingsSayWhatIsRight() {
    assertRefused(Map.of("longshore.kafka-protocol", "TLS"), "one of", "SASL_SSL", "TLS");
    assertRefused(
        Map.of("longshore.kafka-protocol", "SASL_SSL"), "memory-svc", "LONGSHORE_KAFKA_PASSWORD");
    assertRefused(
        Map.of("longshore.kafka-mechanism", "GSSAPI"), "PLAIN", "SCRAM-SHA-512", "GSSAPI");
    assertRefused(Map.of("longshore.kafka-ca", "/no/such.pem"), "/no/such.pem");
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(
            login(Map.of("longshore.kafka-protocol", "SASL_SSL", "longshore.kafka-password", "s3t"))
                .toString())
        .isEqualTo("SASL_SSL as memory-svc");
  }

  private static void assertRefused(Map<String, Object> settings, String... said) {
    assertThatThrownBy(() -> login(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(List.of(said));
  }

  private static BrokerLogin login(Map<String, Object> settings) {
    return BrokerLogin.of(environment(settings));
  }

  /** What Spring Boot makes of them, as for the binder, for tails and for jobs. */
  private static Map<String, Object> clients(Map<String, Object> settings) {
    var environment = environment(settings);
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("login", BrokerLogin.of(environment).settings()));
    return Binder.get(environment)
        .bindOrCreate("spring.kafka", KafkaProperties.class)
        .buildConsumerProperties();
  }

  private static StandardEnvironment environment(Map<String, Object> settings) {
    var environment = new StandardEnvironment();
    var all = new HashMap<>(settings);
    all.put("spring.application.name", "memory-svc");
    environment.getPropertySources().addFirst(new MapPropertySource("test", all));
    return environment;
  }
}
