package io.longshore.runtime.stream;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binder.Binding;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingServiceProperties;

/** Part {@code bindings} of readiness: up when every stream input of the settings runs. */
final class BindingsHealth implements HealthIndicator {
  private final BindingServiceProperties properties;
  private final BindingsLifecycleController bindings;

  BindingsHealth(BindingServiceProperties properties, BindingsLifecycleController bindings) {
    this.properties = properties;
    this.bindings = bindings;
  }

  @Override
  public Health health() {
    List<String> stopped =
        properties.getBindings().entrySet().stream()
            .filter(binding -> binding.getValue().getGroup() != null)
            .map(binding -> binding.getKey())
            .filter(name -> bindings.queryState(name).stream().noneMatch(Binding::isRunning))
            .toList();
    return stopped.isEmpty()
        ? Health.up().build()
        : Health.outOfService().withDetail("stopped", stopped).build();
  }
}
