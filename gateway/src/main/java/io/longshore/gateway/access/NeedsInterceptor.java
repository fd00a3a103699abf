package io.longshore.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Holds callers to what a route needs, and routes of the API to saying it. */
@Component
final class NeedsInterceptor
    implements HandlerInterceptor, WebMvcConfigurer, SmartInitializingSingleton {
  private final Access access;
  private final RequestMappingHandlerMapping routes;

  NeedsInterceptor(
      Access access,
      @Lazy @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
    this.access = access;
    this.routes = routes;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  /**
   * @throws IllegalStateException when a route of the API doesn't say what it needs
   */
  @Override
  public void afterSingletonsInstantiated() {
    routes
        .getHandlerMethods()
        .forEach((mapping, route) -> {
          if (AccessScope.neededBy(route).isEmpty()
              && mapping.getPatternValues().stream().anyMatch(path -> path.startsWith("/api"))) {
            throw new IllegalStateException(route + " doesn't say what it needs: add @Needs");
          }
        });
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod route) {
      AccessScope.neededBy(route)
          .ifPresent(scope -> {
            if (!access.caller().may(scope)) {
              throw AccessProblem.scopeMissing(scope);
            }
          });
    }
    return true;
  }
}
