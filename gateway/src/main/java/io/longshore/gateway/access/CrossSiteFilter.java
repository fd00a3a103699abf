package io.longshore.gateway.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page makes a browser send: without it any page that is open beside a
 * local Longshore could upload into it. Another port of this machine is another site. An older
 * browser says only where its page is from; clients that are no browser say neither.
 */
@Component
@Order(CrossSiteFilter.BEFORE_SECURITY)
final class CrossSiteFilter extends OncePerRequestFilter {
  /** Behind the log, which keeps a refusal. */
  static final int BEFORE_SECURITY = -190;

  private static final Set<String> OURS = Set.of("same-origin", "none");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!SAFE.contains(request.getMethod()) && isFromElsewhere(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "another site may not write here");
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (site != null) {
      return !OURS.contains(site);
    }
    return origin != null
        && !origin
            .replaceFirst("^\\w+://", "")
            .equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
  }
}
