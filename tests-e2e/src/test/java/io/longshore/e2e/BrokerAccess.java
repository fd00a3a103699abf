package io.longshore.e2e;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** What a service's user may do at the broker, in the list that the chart and the jobs read. */
record BrokerAccess(
    List<String> read,
    List<String> write,
    List<String> configs,
    List<String> groups,
    List<String> presence) {
  /** By user. */
  static Map<String, BrokerAccess> list() {
    try {
      var file = Longshore.ROOT.resolve("helm/longshore/files/kafka-acls.json");
      return Longshore.JSON
          .rebuild()
          .changeDefaultNullHandling(_ -> JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build()
          .readValue(Files.readString(file), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
