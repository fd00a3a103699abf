package io.longshore.generator.drafting;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of drafts as an operator makes them: the defaults, and what differs by its name. */
public final class DraftingSettings {
  static final String PREFIX = "longshore.drafting";

  private DraftingSettings() {}

  public static DraftingProperties defaults() {
    return with(Map.of());
  }

  public static DraftingProperties with(Map<String, String> changes) {
    Map<String, String> named =
        changes.entrySet().stream()
            .collect(toMap(change -> PREFIX + "." + change.getKey(), Map.Entry::getValue));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate(PREFIX, DraftingProperties.class);
  }
}
