package io.longshore.local.kafka;

import io.longshore.local.Folders;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The users of a broker with their passwords.
 *
 * @param passwords by user; none where the broker is open to the machine
 */
public record Accounts(Map<String, String> passwords) {
  /** May do everything. */
  public static final String OPERATOR = "longshore";

  /** Of a broker that asks nobody, as tests have it. */
  public static final Accounts NONE = new Accounts(Map.of());

  public static final String PROTOCOL = "SASL_PLAINTEXT";
  public static final String MECHANISM = "PLAIN";

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";
  private static final int PASSWORD_BYTES = 24;

  public Accounts {
    passwords = Map.copyOf(passwords);
  }

  /**
   * Those of a file that its owner alone can read; the operator and whoever else is missing there
   * get a password.
   */
  public static Accounts in(Path file, List<String> users) {
    try {
      var kept = new Properties();
      if (Files.exists(file)) {
        kept.load(new StringReader(Files.readString(file)));
      }
      var all = new TreeMap<String, String>();
      kept.stringPropertyNames().forEach(user -> all.put(user, kept.getProperty(user)));
      all.computeIfAbsent(OPERATOR, _ -> password());
      users.forEach(user -> all.computeIfAbsent(user, _ -> password()));
      if (all.size() > kept.size()) {
        var text = new StringWriter();
        kept.putAll(all);
        kept.store(text, null);
        Folders.writePrivately(file, text.toString());
      }
      return new Accounts(all);
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    }
  }

  /** Letters, digits, {@code -} and {@code _}. */
  private static String password() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Settings of a client that is this user. */
  public Map<String, Object> client(String user) {
    return passwords.isEmpty()
        ? Map.of()
        : Map.of(
            "security.protocol",
            PROTOCOL,
            "sasl.mechanism",
            MECHANISM,
            "sasl.jaas.config",
            LOGIN.formatted(user, of(user)) + ";");
  }

  public String of(String user) {
    String password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException("the broker has no user " + user);
    }
    return password;
  }

  /** What the broker is told of them; the controller knows the operator alone. */
  Map<String, String> broker() {
    String operator = LOGIN.formatted(OPERATOR, of(OPERATOR));
    return Map.of(
        "sasl.enabled.mechanisms",
        MECHANISM,
        "sasl.mechanism.inter.broker.protocol",
        MECHANISM,
        "sasl.mechanism.controller.protocol",
        MECHANISM,
        "listener.name.clients.plain.sasl.jaas.config",
        operator + users(passwords),
        "listener.name.controller.plain.sasl.jaas.config",
        operator + users(Map.of(OPERATOR, of(OPERATOR))),
        "authorizer.class.name",
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users",
        "User:" + OPERATOR);
  }

  private static String users(Map<String, String> passwords) {
    return passwords.entrySet().stream()
        .map(one -> " user_%s=\"%s\"".formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining("", "", ";"));
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "Accounts" + passwords.keySet();
  }
}
