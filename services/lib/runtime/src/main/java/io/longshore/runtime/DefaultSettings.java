package io.longshore.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Puts {@code longshore-defaults.yml} below every other source of settings, and below that how the
 * process gets into the broker.
 */
final class DefaultSettings implements EnvironmentPostProcessor {
  private static final String FILE = "longshore-defaults.yml";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    try {
      new YamlPropertySourceLoader()
          .load(FILE, new ClassPathResource(FILE))
          .forEach(environment.getPropertySources()::addLast);
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("broker login", BrokerLogin.of(environment).settings()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
