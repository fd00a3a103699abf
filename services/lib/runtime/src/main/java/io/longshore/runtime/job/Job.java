package io.longshore.runtime.job;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.MapPropertySource;

/** Work that a room's program does instead of being a room. */
public enum Job {
  /** Brings the room's schema to where the program knows it; as the owner, and without a broker. */
  MIGRATE("spring.flyway.enabled", Migration.class),

  /** Makes and mends the topics of all rooms; as the broker's operator, without a database. */
  TOPICS("spring.kafka.admin.auto-create", TopicMaking.class),

  /** Gives our users what they may do at the broker; as {@link #TOPICS}. */
  ACLS("spring.kafka.admin.fail-fast", AccessGiving.class),

  /** Takes back what they may beyond that, once no program of before runs; as {@link #TOPICS}. */
  CONTRACT_ACLS("spring.kafka.admin.fail-fast", AccessTaking.class);

  /** Switched on, whatever the settings of the rooms say. */
  private final String setting;

  private final Class<?> work;

  Job(String setting, Class<?> work) {
    this.setting = setting;
    this.work = work;
  }

  /**
   * The program of the jobs among the arguments of a room's program, in lower case with {@code -};
   * empty when there are only settings.
   *
   * @throws IllegalArgumentException when an argument is neither a setting nor a job
   */
  public static Optional<SpringApplication> named(String... args) {
    List<Job> jobs =
        Stream.of(args).filter(Predicate.not(arg -> arg.startsWith("--"))).map(Job::of).toList();
    if (jobs.isEmpty()) {
      return Optional.empty();
    }
    var spring = new SpringApplication(jobs.stream().map(job -> job.work).toArray(Class[]::new));
    spring.setWebApplicationType(WebApplicationType.NONE);
    spring.addInitializers(context -> {
      var switches = new HashMap<String, Object>();
      jobs.forEach(job -> switches.put(job.setting, true));
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("jobs", Map.copyOf(switches)));
    });
    return Optional.of(spring);
  }

  private static Job of(String name) {
    return Arrays.stream(values())
        .filter(job -> job.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is neither a setting (--name=value) nor one of the jobs %s"
                    .formatted(name, List.of(values()))));
  }

  /** As an argument. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
