package io.longshore.gateway.audit;

import io.longshore.contracts.ApiKey;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.audit.AuditEntry.Who;
import io.longshore.runtime.trace.CurrentTrace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Keeps each call that writes and each that was refused, whatever became of it. Stands before the
 * one who refuses, and hears behind it who calls: as a filter and as an interceptor.
 */
@Component
@Order(AuditFilter.BEFORE_SECURITY)
final class AuditFilter extends OncePerRequestFilter implements HandlerInterceptor {
  /** Spring Security's filters stand at -100, the trace begins before this. */
  static final int BEFORE_SECURITY = -200;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<Integer> REFUSED = Set.of(401, 403, 429);
  private static final int CHARS_MAX = 500;

  private final Access access;
  private final Audit audit;
  private final CurrentTrace trace;
  private final Clock clock;

  AuditFilter(Access access, Audit audit, CurrentTrace trace, Clock clock) {
    this.access = access;
    this.audit = audit;
    this.trace = trace;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith(Access.API);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Instant at = clock.instant();
    try {
      chain.doFilter(request, response);
    } finally {
      if (REFUSED.contains(response.getStatus())) {
        audit.refused(entry(request, response, at));
      } else if (writes(request) || request.getAttribute(Audit.MADE) != null) {
        audit.done(entry(request, response, at));
      }
    }
  }

  /** Before anything else of a route. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    access.known().ifPresent(caller -> request.setAttribute(Audit.CALLER, caller));
    return true;
  }

  /** Whether a call gets to a route that changes what others see. */
  private static boolean writes(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod())
        && request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod route
        && AccessScope.needed(route)
            .filter(scopes -> !scopes.equals(List.of(AccessScope.READ)))
            .isPresent();
  }

  private AuditEntry entry(HttpServletRequest request, HttpServletResponse response, Instant at) {
    return new AuditEntry(
        0,
        at,
        request.getAttribute(Audit.CALLER) instanceof Caller caller ? who(caller) : null,
        request.getRemoteAddr(),
        cut(request.getMethod()),
        route(request),
        resources(request),
        response.getStatus(),
        trace.id().orElse(null),
        1);
  }

  private static Who who(Caller caller) {
    return new Who(caller.principal().tenant(), caller.principal().owner(), caller.key());
  }

  private static String route(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
            instanceof String pattern
        ? pattern
        : "*";
  }

  private static String resources(HttpServletRequest request) {
    var ids = new TreeMap<String, String>();
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> named) {
      named.forEach((name, id) -> ids.put(String.valueOf(name), String.valueOf(id)));
    }
    if (request.getAttribute(Audit.MADE) instanceof String made) {
      ids.put("made", made);
    }
    ids.replaceAll((name, id) -> ApiKey.parse(id).map(ApiKey::prefix).orElse(id));
    return cut(ids.isEmpty() ? "" : ids.toString());
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(CHARS_MAX, text.length()));
  }
}
