package io.longshore.runtime.stream;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;

/**
 * Makes the consumer group of a binding {@code <group>.<topic>}. Two topics in one group would be
 * rebalanced together: a question would wait until the import beside it polls again.
 */
final class GroupPerBinding implements BeanPostProcessor {
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof BindingServiceProperties properties) {
      properties.getBindings().values().forEach(GroupPerBinding::apply);
    }
    return bean;
  }

  private static void apply(BindingProperties binding) {
    String group = binding.getGroup();
    if (group != null) {
      binding.setGroup(group + "." + binding.getDestination());
    }
  }
}
