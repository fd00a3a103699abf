package io.longshore.gateway.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page makes a browser send: without it any page that is open beside a
 * local Longshore could upload into it. Clients that are no browser don't send the header.
 */
@Component
final class CrossSiteFilter extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !SAFE.contains(request.getMethod())) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "another site may not write here");
      return;
    }
    chain.doFilter(request, response);
  }
}
