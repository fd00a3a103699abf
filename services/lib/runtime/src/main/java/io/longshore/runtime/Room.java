package io.longshore.runtime;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The start of a room's process. */
public final class Room {
  private Room() {}

  /**
   * Starts a room: its settings come from {@code <name>.yml}, what it leaves open from {@code
   * longshore-defaults.yml}.
   *
   * @param name of the deployable, such as {@code memory-svc}
   */
  public static ConfigurableApplicationContext start(
      Class<?> application, String name, String... args) {
    var spring = new SpringApplication(application);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setDefaultProperties(
        Map.of("spring.config.name", name, "spring.application.name", name));
    return spring.run(args);
  }
}
