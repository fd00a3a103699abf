package io.longshore.gateway.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    return value(request, name(request));
  }

  /** With what has the name of before: it lets nobody in, and ends with the rest. */
  public List<String> allOf(HttpServletRequest request) {
    return names(request).flatMap(named -> value(request, named).stream()).toList();
  }

  private static Optional<String> value(HttpServletRequest request, String named) {
    return Optional.ofNullable(WebUtils.getCookie(request, named))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  public ResponseCookie set(HttpServletRequest request, String value) {
    return set(request, value, UNTIL_CLOSED);
  }

  public ResponseCookie set(HttpServletRequest request, String value, Duration lives) {
    return set(request, name(request), value, lives);
  }

  private ResponseCookie set(
      HttpServletRequest request, String named, String value, Duration lives) {
    return ResponseCookie.from(named, value)
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

  /** {@link #allOf}, gone. */
  public List<ResponseCookie> allGone(HttpServletRequest request) {
    return names(request).map(named -> set(request, named, "", Duration.ZERO)).toList();
  }

  private String name(HttpServletRequest request) {
    return isEncrypted(request) ? OURS_ALONE + name : name;
  }

  /**
   * Gateways before 7b2e591 (29 November 2026) had the plain name over https, too. That may be
   * dropped 8 hours, the longest session, after the last of them is gone.
   */
  private Stream<String> names(HttpServletRequest request) {
    return Stream.of(name(request), name).distinct();
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
