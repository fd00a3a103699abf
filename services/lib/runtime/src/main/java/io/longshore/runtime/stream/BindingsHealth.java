package io.longshore.runtime.stream;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binder.Binding;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingServiceProperties;

/**
 * Part {@code bindings} of readiness: up when every stream input of the settings runs and has its
 * share of the topic's partitions.
 */
final class BindingsHealth implements HealthIndicator {
  private final BindingServiceProperties properties;
  private final BindingsLifecycleController bindings;

  private final Predicate<String> joined;

  /**
   * @param joined whether a stream input is a member of its group
   */
  BindingsHealth(
      BindingServiceProperties properties,
      BindingsLifecycleController bindings,
      Predicate<String> joined) {
    this.properties = properties;
    this.bindings = bindings;
    this.joined = joined;
  }

  @Override
  public Health health() {
    List<String> stopped =
        properties.getBindings().entrySet().stream()
            .filter(binding -> binding.getValue().getGroup() != null)
            .map(binding -> binding.getKey())
            .filter(name -> !isWorking(name))
            .toList();
    return stopped.isEmpty()
        ? Health.up().build()
        : Health.outOfService().withDetail("stopped", stopped).build();
  }

  private boolean isWorking(String name) {
    return joined.test(name) && bindings.queryState(name).stream().anyMatch(Binding::isRunning);
  }
}
