package io.longshore.gateway.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds what {@link Needs} says, before anything of a request is read. */
@Component
public final class NeedsCheck implements HandlerInterceptor {
  private final Access access;

  NeedsCheck(Access access) {
    this.access = access;
  }

  /** What a route needs; its method's word goes before its controller's. */
  public static Optional<Needs> of(HandlerMethod route) {
    return Optional.ofNullable(
            AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), Needs.class))
        .or(() ->
            Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), Needs.class)));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod route) {
      of(route).ifPresent(this::check);
    }
    return true;
  }

  private void check(Needs needs) {
    for (AccessScope scope : needs.value()) {
      if (!access.caller().has(scope)) {
        throw AccessProblem.missing(scope);
      }
    }
  }
}
