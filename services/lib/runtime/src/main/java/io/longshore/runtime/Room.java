package io.longshore.runtime;

import io.longshore.runtime.job.Job;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The start of a room's process. */
public final class Room {
  private Room() {}

  /**
   * Starts a room: its settings come from {@code <name>.yml}, what it leaves open from {@code
   * longshore-defaults.yml}. Where arguments name {@link Job}s, it does these instead, and the
   * process ends.
   *
   * @param name of the deployable, such as {@code memory-svc}
   */
  public static ConfigurableApplicationContext start(
      Class<?> application, String name, String... args) {
    var spring = Job.named(args).orElseGet(() -> new SpringApplication(application));
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setDefaultProperties(
        Map.of("spring.config.name", name, "spring.application.name", name));
    return spring.run(args);
  }
}
