package io.longshore.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as Spring Boot binds them, without an application. */
public final class Bound {
  private Bound() {}

  /**
   * @param settings {@code name=value}
   */
  public static <T> T to(Class<T> type, String... settings) {
    Map<String, String> values =
        Arrays.stream(settings)
            .map(s -> s.split("=", 2))
            .collect(Collectors.toMap(s -> s[0], s -> s[1]));
    String prefix = type.getAnnotation(ConfigurationProperties.class).value();
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }
}
