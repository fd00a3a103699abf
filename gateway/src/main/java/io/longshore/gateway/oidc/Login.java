package io.longshore.gateway.oidc;

import io.longshore.gateway.access.ApiKeys;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.KeyRecord;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.ErrorResponseException;

/**
 * Lets users of the page in by an issuer (authorization code with PKCE, OpenID Connect Core 1.0):
 * their browser brings a code, the gateway trades it, and a key for a few hours is what the browser
 * gets.
 */
@Service
public final class Login {
  /** Of our page, and nobody else's: a browser takes what begins with two slashes for a host. */
  private static final Pattern OURS =
      Pattern.compile("/(?!api/|[/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

  private final TrustedIssuers issuers;
  private final OidcProperties properties;
  private final CodeExchange exchange;
  private final ApiKeys keys;

  Login(TrustedIssuers issuers, OidcProperties properties, CodeExchange exchange, ApiKeys keys) {
    this.issuers = issuers;
    this.properties = properties;
    this.exchange = exchange;
    this.keys = keys;
  }

  /**
   * A login that was begun.
   *
   * @param there where the browser goes
   * @param cookie that it keeps meanwhile
   */
  public record Begun(URI there, String cookie) {
    @Override
    public String toString() {
      return "Begun";
    }
  }

  /**
   * Who came in.
   *
   * @param key for the browser
   * @param to where on the page it goes
   */
  public record Ended(Caller caller, KeyRecord.Made key, String to) {}

  /**
   * What a browser brings back.
   *
   * @param issuer that sent it, where it says so (RFC 9207)
   * @param error why there is no code
   * @param cookie that it was given
   */
  public record Returned(
      @Nullable String code,
      @Nullable String state,
      @Nullable String issuer,
      @Nullable String error,
      @Nullable String cookie) {
    @Override
    public String toString() {
      return "Returned";
    }
  }

  /** Where users sign in, by name; empty where a key is the only way. */
  public Optional<String> offered() {
    return issuers.forLogin().map(issuer -> issuer.settings().name());
  }

  /**
   * Sends a browser to the issuer.
   *
   * @param to where on the page it goes in the end
   * @param here where it comes back to unless the settings say
   * @throws ErrorResponseException 400 when that isn't our page, 503 when the issuer is away
   */
  public Begun begin(String to, URI here) {
    if (!OURS.matcher(to).matches()) {
      throw OidcProblem.badRequest(
          "return-invalid", "to is a path of this page such as /#collection=a.");
    }
    TrustedIssuer issuer = issuer();
    OidcProperties.Client client = client(issuer);
    URI there = issuer.metadata().authorization();
    if (there == null) {
      throw OidcProblem.away(issuer.settings().name());
    }
    var begun = Handshake.begin(to);
    var said = new LinkedHashMap<String, String>();
    said.put("response_type", "code");
    said.put("client_id", client.id());
    said.put("redirect_uri", properties.callback(here).toString());
    said.put("scope", client.scopes());
    said.put("state", begun.state());
    said.put("nonce", begun.nonce());
    said.put("code_challenge", begun.challenge());
    said.put("code_challenge_method", "S256");
    String query = (there.getRawQuery() == null ? "?" : "&") + CodeExchange.form(said);
    return new Begun(URI.create(there + query), begun.text());
  }

  /**
   * Lets in who comes back.
   *
   * @param here where it came back to unless the settings say
   * @throws ErrorResponseException 400 when this browser didn't begin it, 401 when the issuer knows
   *     nothing of it, 403 when nothing here is for who came, 503 when the issuer is away
   */
  public Ended end(Returned returned, URI here) {
    TrustedIssuer issuer = issuer();
    Handshake begun =
        Optional.ofNullable(returned.cookie())
            .flatMap(Handshake::parse)
            .filter(kept -> returned.state() != null && kept.isOf(returned.state()))
            .filter(_ -> returned.issuer() == null || isOf(issuer, returned.issuer()))
            .orElseThrow(() ->
                OidcProblem.badRequest(
                    "login-state",
                    "This login wasn't begun in this browser, or more than five minutes ago, or another one was since (in another tab): sign in again."));
    if (returned.code() == null) {
      throw OidcProblem.refused(
          "login-refused",
          "“%s” didn't let you in%s.".formatted(issuer.settings().name(), why(returned.error())));
    }
    OidcProperties.Client client = client(issuer);
    String token =
        exchange.idToken(issuer, client, returned.code(), begun, properties.callback(here));
    Caller caller = issuer.signedIn(token, client, begun.nonce());
    if (caller.scopes().isEmpty()) {
      throw OidcProblem.forbidden(
          "login-without-scope",
          "You are known as %s, and none of your roles is for Longshore: ask whoever gives them."
              .formatted(caller.principal().owner()));
    }
    String to = OURS.matcher(begun.to()).matches() ? begun.to() : "/"; // a cookie is anybody's
    return new Ended(caller, keys.begin(caller, properties.session(), properties.sessions()), to);
  }

  private TrustedIssuer issuer() {
    return issuers
        .forLogin()
        .orElseThrow(() ->
            OidcProblem.notFound("login-not-offered", "Nobody signs in here but with a key."));
  }

  private static OidcProperties.Client client(TrustedIssuer issuer) {
    return Objects.requireNonNull(issuer.settings().client());
  }

  private static boolean isOf(TrustedIssuer issuer, String said) {
    return issuer.settings().issuer().toString().equals(said);
  }

  /** Its codes have letters and _ alone; what else is there somebody made up. */
  private static String why(@Nullable String error) {
    return error != null && error.matches("[a-z_]{1,50}") ? " (%s)".formatted(error) : "";
  }
}
