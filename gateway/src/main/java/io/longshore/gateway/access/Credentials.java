package io.longshore.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * What a request shows: {@code Authorization: Bearer}, {@code x-api-key}, or the page's cookie. Not
 * the address: it stands in logs.
 */
final class Credentials implements BearerTokenResolver {
  private static final String API_KEY = "x-api-key";
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    List<String> said =
        Stream.concat(
                all(request, HttpHeaders.AUTHORIZATION).map(Credentials::bearer),
                all(request, API_KEY).map(String::strip))
            .distinct()
            .toList();
    if (said.size() > 1) {
      throw new Refused(AccessProblem.twoCredentials());
    }
    return said.isEmpty() ? cookie(request).orElse(null) : said.getFirst();
  }

  private static Stream<String> all(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream();
  }

  private static String bearer(String header) {
    Matcher bearer = BEARER.matcher(header);
    if (!bearer.matches()) {
      throw new Refused(
          AccessProblem.unauthenticated(
              "authorization-malformed", "Authorization is “Bearer” and a key."));
    }
    return bearer.group(1);
  }

  /** One that is old keeps nobody from the page and from signing in again. */
  private static Optional<String> cookie(HttpServletRequest request) {
    String path = request.getServletPath();
    if (!path.startsWith(Access.API) || path.startsWith(Access.SESSION)) {
      return Optional.empty();
    }
    return PageCookie.KEY.of(request);
  }
}
