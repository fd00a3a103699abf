package io.longshore.gateway.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.longshore.contracts.Principal;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.KeyRecord;
import io.longshore.gateway.access.Tenants;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** On whose behalf somebody acts, by the claims of a token that was found good. */
@Component
final class CallerOf {
  /** A tenant that was made or is gone is noticed within so long. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int REMEMBERED_MAX = 10_000;
  private static final int OWNER_CHARS_MAX = 255;

  private final LoadingCache<String, Optional<Tenants.Tenant>> tenants;

  @Autowired
  CallerOf(Tenants tenants) {
    this(tenants::find);
  }

  /**
   * @param tenants by number or name
   */
  CallerOf(Function<String, Optional<Tenants.Tenant>> tenants) {
    this.tenants =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(REMEMBERED_MAX)
            .build(tenants::apply);
  }

  Caller of(OidcProperties.Issuer issuer, Jwt token) {
    Map<String, Object> claims = token.getClaims();
    List<String> roles = roles(at(claims, issuer.claims().roles()).orElse(null));
    Set<AccessScope> scopes =
        Arrays.stream(AccessScope.values())
            .filter(scope -> issuer.gives(scope, roles))
            .collect(Collectors.toSet());
    var principal =
        new Principal(
            tenant(issuer, claims),
            owner(issuer, claims),
            groups(at(claims, issuer.claims().groups()).orElse(null)));
    return new Caller(principal, scopes, null);
  }

  private int tenant(OidcProperties.Issuer issuer, Map<String, Object> claims) {
    String path = issuer.claims().tenant();
    String said =
        path == null
            ? issuer.tenant()
            : at(claims, path).map(CallerOf::plain).filter(text -> !text.isBlank()).orElse(null);
    if (said == null) {
      throw OidcProblem.refused(
          "tenant-missing", "This token says no tenant: it needs the claim “%s”.".formatted(path));
    }
    return tenants
        .get(said)
        .map(Tenants.Tenant::id)
        .orElseThrow(() ->
            OidcProblem.refused("tenant-unknown", "There is no tenant “%s”.".formatted(said)));
  }

  /** With its issuer's name in front: what two issuers call the same are two. */
  private static String owner(OidcProperties.Issuer issuer, Map<String, Object> claims) {
    String said = at(claims, issuer.claims().owner()).map(CallerOf::plain).orElse("");
    if (said.isBlank()
        || said.length() > OWNER_CHARS_MAX
        || said.chars().anyMatch(Character::isISOControl)) {
      throw OidcProblem.refused(
          "owner-invalid",
          "The claim “%s” of this token has no 1 to %d characters that say who you are."
              .formatted(issuer.claims().owner(), OWNER_CHARS_MAX));
    }
    return issuer.name() + ":" + said;
  }

  private static List<String> groups(@Nullable Object said) {
    List<String> groups = said instanceof String one ? List.of(one) : texts(said);
    if (groups.size() > KeyRecord.GROUPS_MAX) {
      throw OidcProblem.refused(
          "groups-too-many",
          "This token has %d groups, of at most %d: have its issuer leave out those that aren't for Longshore."
              .formatted(groups.size(), KeyRecord.GROUPS_MAX));
    }
    if (!groups.stream().allMatch(KeyRecord::isName)) {
      throw OidcProblem.refused(
          "groups-invalid",
          "A group of this token has not 1 to %d characters.".formatted(KeyRecord.NAME_CHARS_MAX));
    }
    return groups;
  }

  /** Scopes of OAuth are one text with spaces. */
  private static List<String> roles(@Nullable Object said) {
    return said instanceof String all ? List.of(all.split(" +")) : texts(said);
  }

  private static List<String> texts(@Nullable Object said) {
    return said instanceof List<?> list ? list.stream().map(CallerOf::plain).toList() : List.of();
  }

  /** A number that isn't whole, or too large to be read exactly, could be somebody else's. */
  private static String plain(@Nullable Object said) {
    return said instanceof String || said instanceof Long || said instanceof Integer
        ? said.toString()
        : "";
  }

  /** A claim of that name, else one inside another: names have dots, too. */
  private static Optional<Object> at(Map<?, ?> claims, String path) {
    Object whole = claims.get(path);
    if (whole != null) {
      return Optional.of(whole);
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        Optional<Object> found = at(inner, path.substring(dot + 1));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
