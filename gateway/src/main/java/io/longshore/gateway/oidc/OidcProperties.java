package io.longshore.gateway.oidc;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken, and where the page's users sign in.
 *
 * @param issuers none: keys alone open the door. The first one with a client is where users sign in
 * @param session how long somebody stays signed in
 * @param sessions of one owner at once; the oldest ends when one more begins
 * @param callback where browsers come back to, as the issuer has it; null: as they call the gateway
 */
@ConfigurationProperties("longshore.access.oidc")
record OidcProperties(
    @DefaultValue List<Issuer> issuers,
    @DefaultValue("8h") Duration session,
    @DefaultValue("20") int sessions,
    @Nullable URI callback) {
  static final int SESSIONS_MAX = 1_000;
  private static final Duration SESSION_MAX = Duration.ofHours(8);

  OidcProperties {
    issuers = List.copyOf(issuers);
    if (session.compareTo(Duration.ofMinutes(1)) < 0 || session.compareTo(SESSION_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.access.oidc.session is 1 minute to 8 hours, not " + session);
    }
    if (sessions < 1 || sessions > SESSIONS_MAX) {
      throw new IllegalArgumentException(
          "longshore.access.oidc.sessions is 1 to %d, not %d".formatted(SESSIONS_MAX, sessions));
    }
    if (callback != null && !(isWeb(callback) && endsAtOurs(callback))) {
      throw new IllegalArgumentException(
          "longshore.access.oidc.callback is an address such as https://search.example.com%s, not %s"
              .formatted(Access.CALLBACK, callback));
    }
    var names = new HashSet<String>();
    var addresses = new HashSet<URI>();
    for (Issuer issuer : issuers) {
      if (!names.add(issuer.name()) || !addresses.add(issuer.issuer())) {
        throw new IllegalArgumentException(
            "longshore.access.oidc.issuers has %s (%s) twice: each has a name and an address of its own"
                .formatted(issuer.name(), issuer.issuer()));
      }
    }
  }

  /**
   * One that is trusted.
   *
   * @param name what its owners' names begin with, and what the page calls it
   * @param issuer as its tokens say it ({@code iss}), to the letter
   * @param audience that a token must be for ({@code aud})
   * @param jwkSetUri where its keys are; null: it says so itself ({@code
   *     /.well-known/openid-configuration})
   * @param tenant of all of its tokens, by number or name; null where a claim says it
   * @param scopes roles that give a scope, by the scope's name; {@code *} stands for any token
   * @param client as whom the page's users are sent there; null: nobody is
   */
  record Issuer(
      String name,
      URI issuer,
      String audience,
      @Nullable URI jwkSetUri,
      @Nullable String tenant,
      @DefaultValue Claims claims,
      Map<String, List<String>> scopes,
      @Nullable Client client) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");
    private static final String ANY = "*";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    Issuer {
      if (name == null || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an issuer's name has 1 to 40 letters, digits, spaces, dots, _ and -, not " + name);
      }
      check(isWeb(issuer), name, "issuer", "is an address such as https://login.example.com");
      check(audience != null && !audience.isBlank(), name, "audience", "says whom tokens are for");
      tenant = given(tenant);
      check(jwkSetUri == null || isWeb(jwkSetUri), name, "jwk-set-uri", "is an address");
      check(
          (tenant == null) != (claims.tenant() == null),
          name,
          "tenant",
          "is a tenant's number or name, or claims.tenant says where it stands in a token: one of both");
      scopes = scopes == null ? Map.of() : Map.copyOf(scopes);
      check(
          !scopes.isEmpty(), name, "scopes", "says which roles give read, write, manage, operate");
      for (String scope : scopes.keySet()) {
        check(
            scope(scope).isPresent(),
            name,
            "scopes." + scope,
            "is no scope: there are "
                + Arrays.stream(AccessScope.values())
                    .map(AccessScope::label)
                    .collect(Collectors.joining(", ")));
      }
    }

    /** Whether one of the roles gives a scope. */
    boolean gives(AccessScope scope, List<String> roles) {
      List<String> giving = scopes.getOrDefault(scope.label(), List.of());
      return giving.contains(ANY) || giving.stream().anyMatch(roles::contains);
    }

    private static Optional<AccessScope> scope(String label) {
      return Arrays.stream(AccessScope.values())
          .filter(scope -> scope.label().equals(label))
          .findFirst();
    }

    /** Whether its keys come over a way on which others may put theirs. */
    boolean isInClear() {
      URI keys = jwkSetUri == null ? issuer : jwkSetUri;
      return "http".equals(keys.getScheme()) && !LOOPBACK.contains(keys.getHost());
    }

    private static void check(boolean good, String name, String setting, String what) {
      if (!good) {
        throw new IllegalArgumentException(
            "longshore.access.oidc.issuers: %s of %s %s".formatted(setting, name, what));
      }
    }
  }

  /**
   * What the issuer knows this gateway as.
   *
   * @param secret null for a public client
   * @param scopes that are asked for, with spaces between
   */
  record Client(String id, @Nullable String secret, @DefaultValue("openid profile") String scopes) {
    Client {
      if (id == null || id.isBlank()) {
        throw new IllegalArgumentException(
            "longshore.access.oidc.issuers: client.id says as whom users are sent to sign in");
      }
    }

    @Override
    public String toString() {
      return "Client[id=" + id + "]";
    }
  }

  /**
   * Where in a token something stands: a claim's name, or names with dots between them for a claim
   * inside another.
   *
   * @param tenant null where the setting says it
   */
  record Claims(
      @Nullable String tenant,
      @DefaultValue("sub") String owner,
      @DefaultValue("groups") String groups,
      @DefaultValue("roles") String roles) {
    Claims {
      tenant = given(tenant);
    }
  }

  /** Where a browser comes back to that called this gateway as the one of here. */
  URI callback(URI here) {
    return callback == null ? here : callback;
  }

  private static boolean isWeb(@Nullable URI address) {
    return address != null
        && address.getHost() != null
        && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
  }

  private static boolean endsAtOurs(URI callback) {
    return callback.getPath().endsWith(Access.CALLBACK)
        && callback.getRawQuery() == null
        && callback.getRawFragment() == null;
  }

  /** What a template leaves empty isn't given. */
  private static @Nullable String given(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting;
  }
}
