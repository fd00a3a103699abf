package io.longshore.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What a service's user may do at the broker, in the list that the chart and the jobs read. */
record BrokerAccess(
    List<String> read,
    List<String> write,
    List<String> configs,
    List<String> groups,
    List<String> presence) {
  BrokerAccess(
      @Nullable List<String> read,
      @Nullable List<String> write,
      @Nullable List<String> configs,
      @Nullable List<String> groups,
      @Nullable List<String> presence) {
    this.read = orNone(read);
    this.write = orNone(write);
    this.configs = orNone(configs);
    this.groups = orNone(groups);
    this.presence = orNone(presence);
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return Objects.requireNonNullElse(names, List.of());
  }

  /** By user. */
  static Map<String, BrokerAccess> list() {
    try {
      var file = Longshore.ROOT.resolve("helm/longshore/files/kafka-acls.json");
      return Longshore.JSON.readValue(Files.readString(file), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
