package io.longshore.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Takes whoever shows nothing for the caller of this machine, if that is whom they called. A page
 * whose name was made to mean this machine still calls it by that name, and what a proxy passes on
 * comes from elsewhere.
 */
final class OpenDoor extends AnonymousAuthenticationFilter {
  private static final String ANYBODY = "anybody";
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /** Where Tomcat was told of proxies it takes their headers away, and says so here. */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  private final Caller local;

  OpenDoor(Caller local) {
    super(ANYBODY);
    this.local = local;
  }

  @Override
  protected Authentication createAuthentication(HttpServletRequest request) {
    boolean here = THIS_MACHINE.matcher(request.getServerName()).matches() && !isPassedOn(request);
    return new AnonymousAuthenticationToken(
        ANYBODY, here ? local : ANYBODY, AuthorityUtils.createAuthorityList(ANYBODY));
  }

  private static boolean isPassedOn(HttpServletRequest request) {
    return request.getAttribute(FORWARDED) != null
        || Collections.list(request.getHeaderNames()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.equals("forwarded") || name.startsWith("x-forwarded-"));
  }
}
