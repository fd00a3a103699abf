package io.longshore.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.springframework.core.env.PropertyResolver;

/**
 * How this process gets into the broker: said once, for the clients of streams, tails, replays,
 * requests and jobs alike, because all of them are made of {@code spring.kafka}.
 *
 * @param mechanism of SASL
 * @param ca PEM file of who signed the broker's certificate; empty for those that Java trusts
 */
record BrokerLogin(
    SecurityProtocol protocol, String mechanism, String user, String password, String ca) {
  private static final String MODULES = "org.apache.kafka.common.security.";
  private static final Map<String, String> MECHANISMS =
      Map.of(
          "SCRAM-SHA-512", "scram.ScramLoginModule",
          "SCRAM-SHA-256", "scram.ScramLoginModule",
          "PLAIN", "plain.PlainLoginModule");

  BrokerLogin {
    if (!MECHANISMS.containsKey(mechanism)) {
      throw new IllegalArgumentException(
          "longshore.kafka-mechanism is one of %s, not %s"
              .formatted(MECHANISMS.keySet().stream().sorted().toList(), mechanism));
    }
    if (isSasl(protocol) && password.isEmpty()) {
      throw new IllegalArgumentException(
          "longshore.kafka-protocol %s needs a password for %s: LONGSHORE_KAFKA_PASSWORD in the environment"
              .formatted(protocol, user));
    }
    if (!ca.isEmpty() && !Files.isReadable(Path.of(ca))) {
      throw new IllegalArgumentException("longshore.kafka-ca is no file that can be read: " + ca);
    }
  }

  static BrokerLogin of(PropertyResolver settings) {
    return new BrokerLogin(
        protocol(settings.getProperty("longshore.kafka-protocol", "PLAINTEXT")),
        settings.getProperty("longshore.kafka-mechanism", "SCRAM-SHA-512"),
        settings.getProperty(
            "longshore.kafka-user", settings.getProperty("spring.application.name", "")),
        settings.getProperty("longshore.kafka-password", ""),
        settings.getProperty("longshore.kafka-ca", ""));
  }

  /** In Spring Boot's names. */
  Map<String, Object> settings() {
    var settings = new HashMap<String, Object>();
    settings.put("spring.kafka.security.protocol", protocol.name);
    if (isSasl(protocol)) {
      settings.put("spring.kafka.properties.sasl.mechanism", mechanism);
      settings.put(
          "spring.kafka.properties.sasl.jaas.config",
          "%s%s required username=%s password=%s;"
              .formatted(MODULES, MECHANISMS.get(mechanism), quoted(user), quoted(password)));
    }
    if (!ca.isEmpty()) {
      settings.put("spring.kafka.ssl.trust-store-type", "PEM");
      settings.put("spring.kafka.ssl.trust-store-location", Path.of(ca).toUri().toString());
    }
    return settings;
  }

  private static boolean isSasl(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
  }

  private static SecurityProtocol protocol(String name) {
    List<SecurityProtocol> all = List.of(SecurityProtocol.values());
    return all.stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "longshore.kafka-protocol is one of %s, not %s".formatted(all, name)));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "%s as %s".formatted(protocol, user);
  }
}
