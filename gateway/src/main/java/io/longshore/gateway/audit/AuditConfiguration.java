package io.longshore.gateway.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hears who calls before a call is refused. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration implements WebMvcConfigurer {
  private final AuditFilter filter;

  AuditConfiguration(AuditFilter filter) {
    this.filter = filter;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(filter).order(Ordered.HIGHEST_PRECEDENCE);
  }
}
