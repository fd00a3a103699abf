package io.longshore.modelserver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What can be set, each with its bounds. An argument {@code --queue-tokens=N} wins over the
 * environment's {@code LONGSHORE_MODELS_QUEUE_TOKENS}, which wins over the default.
 *
 * @param host to listen on
 * @param port to listen on; 0 takes a free one
 * @param repository folder of models as Triton lays it out
 * @param workers runs at the same time, one thread each
 * @param packTokens tokens that texts are packed up to for a run; a longer text runs alone
 * @param segmentTokens longest single text; memory grows with its square
 * @param queueTokens tokens that may wait; more is refused as unavailable
 * @param packWait how long ingestion waits for company in its run
 * @param generation for models that write
 */
public record Settings(
    String host,
    int port,
    Path repository,
    int workers,
    int packTokens,
    int segmentTokens,
    int queueTokens,
    Duration packWait,
    GenerationSettings generation) {
  private static final String ENVIRONMENT = "LONGSHORE_MODELS_";

  public Settings {
    within("port", port, 0, 65_535);
    within("workers", workers, 1, 64);
    within("pack-tokens", packTokens, 64, 512);
    within("segment-tokens", segmentTokens, 64, 4_096);
    within("queue-tokens", queueTokens, segmentTokens, 1_048_576);
    within("pack-wait-ms", packWait.toMillis(), 0, 100);
  }

  static Settings of(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    environment.forEach((key, value) -> {
      if (key.startsWith(ENVIRONMENT)) {
        given.put(
            key.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '-'), value);
      }
    });
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!argument.startsWith("--") || parts.length != 2) {
        throw new IllegalArgumentException("expected --name=value, got " + argument);
      }
      given.put(parts[0].substring(2), parts[1]);
    }
    String address = take(given, "address", "127.0.0.1:8086");
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("address is host:port, got " + address);
    }
    int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64);
    var settings =
        new Settings(
            address.substring(0, colon),
            number("address", address.substring(colon + 1)),
            Path.of(take(given, "repository", "models")),
            take(given, "workers", cores),
            take(given, "pack-tokens", 256),
            take(given, "segment-tokens", 2_048),
            take(given, "queue-tokens", 65_536),
            Duration.ofMillis(take(given, "pack-wait-ms", 2)),
            generation(given, cores));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown settings " + new TreeSet<>(given.keySet()));
    }
    return settings;
  }

  private static GenerationSettings generation(Map<String, String> given, int cores) {
    String llama = take(given, "llama", "");
    return new GenerationSettings(
        llama.isEmpty() ? null : Path.of(llama),
        take(given, "context-tokens", 8_192),
        take(given, "sequences", 4),
        take(given, "generation-queue", 64),
        take(given, "generation-threads", cores));
  }

  private static int take(Map<String, String> given, String name, int otherwise) {
    return number(name, take(given, name, Integer.toString(otherwise)));
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a number, got " + value, e);
    }
  }

  static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
