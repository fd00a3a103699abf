package io.longshore.gateway.usage;

import io.longshore.gateway.access.Access;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits are looked at behind what a route needs: what isn't allowed isn't counted. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration implements WebMvcConfigurer {
  /** Whoever set a limit too low can take it back. */
  private static final String[] SET_LIMITS = {"/api/v1/keys/*/limits", "/api/v1/tenants/*/limits"};

  private final LimitCheck limits;

  UsageConfiguration(LimitCheck limits) {
    this.limits = limits;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(limits)
        .addPathPatterns(Access.API + "**")
        .excludePathPatterns(SET_LIMITS)
        .order(Ordered.LOWEST_PRECEDENCE);
  }
}
