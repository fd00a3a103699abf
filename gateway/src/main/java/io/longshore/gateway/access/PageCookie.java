package io.longshore.gateway.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * What the page's browser keeps and none of its scripts reads. Over https its name is one that
 * browsers take from nobody else: no other host of the domain, and no line in the clear.
 */
public enum PageCookie {
  /** The key that the page shows, until the browser is closed. */
  KEY("longshore", "Strict"),

  /** What a login keeps while it is elsewhere; it comes back from another site. */
  LOGIN("longshore-login", "Lax");

  private static final String OURS_ALONE = "__Host-";
  private static final Duration UNTIL_CLOSED = Duration.ofSeconds(-1);

  private final String name;
  private final String sameSite;

  PageCookie(String name, String sameSite) {
    this.name = name;
    this.sameSite = sameSite;
  }

  public Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  public ResponseCookie set(HttpServletRequest request, String value) {
    return set(request, value, UNTIL_CLOSED);
  }

  public ResponseCookie set(HttpServletRequest request, String value, Duration lives) {
    return ResponseCookie.from(name(request), value)
        .httpOnly(true)
        .secure(isEncrypted(request))
        .sameSite(sameSite)
        .path("/")
        .maxAge(lives)
        .build();
  }

  public ResponseCookie gone(HttpServletRequest request) {
    return set(request, "", Duration.ZERO);
  }

  private String name(HttpServletRequest request) {
    return isEncrypted(request) ? OURS_ALONE + name : name;
  }

  /**
   * Also where a proxy ends the encryption: of several the first one says what the browser sees.
   * Who says so without one hurts nobody else.
   */
  public static boolean isEncrypted(HttpServletRequest request) {
    String proxies = request.getHeader("X-Forwarded-Proto");
    return request.isSecure()
        || (proxies != null && proxies.split(",", 2)[0].strip().equalsIgnoreCase("https"));
  }
}
