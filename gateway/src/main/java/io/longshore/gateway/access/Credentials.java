package io.longshore.gateway.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.util.WebUtils;

/**
 * What a request shows: {@code Authorization: Bearer}, {@code x-api-key}, or the page's cookie. Not
 * the address: it stands in logs.
 */
public final class Credentials implements BearerTokenResolver {
  /** What the page shows: the key, which its scripts can't read. */
  public static final String COOKIE = "longshore";

  private static final String API_KEY = "x-api-key";
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    Optional<String> bearer = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    Optional<String> key = Optional.ofNullable(request.getHeader(API_KEY)).map(String::strip);
    if (bearer.isPresent() && key.isPresent() && !bearer.equals(key)) {
      throw new Refused(AccessProblem.twoCredentials());
    }
    return Stream.of(bearer, key, cookie(request))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> bearer(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(header);
    if (!bearer.matches()) {
      throw new Refused(
          AccessProblem.unauthenticated(
              "authorization-malformed", "Authorization is “Bearer” and a key."));
    }
    return Optional.of(bearer.group(1));
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }
}
