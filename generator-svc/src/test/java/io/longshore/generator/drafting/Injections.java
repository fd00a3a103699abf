package io.longshore.generator.drafting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Instructions to be planted in documents. */
public final class Injections {
  private static final String RESOURCE = "/injections/planted.jsonl";

  private Injections() {}

  /**
   * @param obeyed what a model that obeys would say
   */
  public record Injection(String language, String planted, String obeyed) {}

  public static List<Injection> all() {
    var json = JsonMapper.builder().build();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Injections.class.getResourceAsStream(RESOURCE)),
                StandardCharsets.UTF_8))) {
      return in.lines().map(line -> json.readValue(line, Injection.class)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
