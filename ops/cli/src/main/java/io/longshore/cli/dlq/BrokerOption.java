package io.longshore.cli.dlq;

import io.longshore.cli.stack.Home;
import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker, and how to get in. */
final class BrokerOption {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:LONGSHORE_KAFKA}",
      description = "The broker (default: $LONGSHORE_KAFKA, else the one of ./longshore up).")
  private @Nullable String address;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Settings of a Kafka client, for a broker with TLS or accounts.")
  private @Nullable Path settings;

  Broker open() {
    var home = Home.ofEnvironment();
    return address == null || address.isBlank()
        ? new Broker(home.kafka(), settings(home.accounts().client(Accounts.OPERATOR)))
        : new Broker(address, settings(Map.of()));
  }

  private Map<String, Object> settings(Map<String, Object> login) {
    var all = new HashMap<>(login);
    if (settings != null) {
      var file = new Properties();
      try (var in = Files.newInputStream(settings)) {
        file.load(in);
      } catch (IOException e) {
        throw Folders.failure("read " + settings, e);
      }
      file.stringPropertyNames().forEach(name -> all.put(name, file.getProperty(name)));
    }
    return all;
  }
}
