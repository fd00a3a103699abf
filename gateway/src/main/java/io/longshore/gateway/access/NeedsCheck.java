package io.longshore.gateway.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds what {@link Needs} says, before anything of a request is read. */
@Component
final class NeedsCheck implements HandlerInterceptor {
  private final Access access;

  NeedsCheck(Access access) {
    this.access = access;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod route) {
      AccessScope.needed(route).ifPresent(this::check);
    }
    return true;
  }

  private void check(List<AccessScope> needed) {
    for (AccessScope scope : needed) {
      if (!access.caller().has(scope)) {
        throw AccessProblem.missing(scope);
      }
    }
  }
}
