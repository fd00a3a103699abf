package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls. */
final class AccessFilter extends OncePerRequestFilter {
  private final Caller everybody;

  AccessFilter(AccessProperties properties) {
    this.everybody =
        new Caller(
            new Principal(properties.tenant(), "local", List.of()),
            EnumSet.allOf(AccessScope.class),
            null);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityContextHolder.getContext().setAuthentication(new CallerToken(everybody));
    chain.doFilter(request, response);
  }
}
