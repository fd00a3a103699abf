package io.longshore.gateway.door.api;

import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.ApiKeys;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.Credentials;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.oidc.Login;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Session", description = "For a browser: the key in a cookie that no script can read.")
@RestController
@Needs({})
@RequestMapping(Credentials.SESSION)
final class SessionController {
  private final ApiKeys keys;
  private final Login login;

  SessionController(ApiKeys keys, Login login) {
    this.keys = keys;
    this.login = login;
  }

  @Schema(name = "NewSession")
  record NewSession(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "An API key.")
          @Nullable String key) {
    @Override
    public String toString() {
      return "NewSession";
    }
  }

  @Schema(name = "Session")
  record SessionObject(String owner, List<String> scopes) {
    SessionObject {
      scopes = List.copyOf(scopes);
    }

    static SessionObject of(Caller caller) {
      return new SessionObject(
          caller.principal().owner(),
          caller.scopes().stream().sorted().map(AccessScope::label).toList());
    }
  }

  @Schema(name = "SignIn")
  record SignIn(
      @Schema(
              description =
                  "At whom a browser can sign in (`/api/v1/session/login`); null: nowhere.")
          @Nullable String login) {}

  @Operation(summary = "How to sign in", description = "With a key, and where else.")
  @GetMapping
  SignIn offered() {
    return new SignIn(login.offered().orElse(null));
  }

  @Operation(summary = "Sign in with a key", description = "401 when it is nobody's.")
  @ApiResponse(responseCode = "200", description = "The cookie is set.")
  @PostMapping
  ResponseEntity<SessionObject> begin(@RequestBody NewSession wanted, HttpServletRequest request) {
    String key = wanted.key() == null ? "" : wanted.key().strip();
    Caller caller = keys.caller(key);
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie(key, request).build().toString())
        .body(SessionObject.of(caller));
  }

  @Operation(summary = "Sign out", description = "What a login began ends; a key stays valid.")
  @ApiResponse(responseCode = "204", description = "The cookie is gone, as it is where this fails.")
  @DeleteMapping
  ResponseEntity<Void> end(
      @Parameter(hidden = true) @CookieValue(name = Credentials.COOKIE, required = false)
          @Nullable String key,
      HttpServletRequest request,
      HttpServletResponse response) {
    ResponseCookie gone = cookie("", request).maxAge(Duration.ZERO).build();
    response.addHeader(HttpHeaders.SET_COOKIE, gone.toString()); // whatever fails from here on
    if (key != null) {
      keys.end(key);
    }
    return ResponseEntity.noContent().build();
  }

  static ResponseCookie.ResponseCookieBuilder cookie(String key, HttpServletRequest request) {
    return cookie(Credentials.COOKIE, key, request);
  }

  static ResponseCookie.ResponseCookieBuilder cookie(
      String name, String value, HttpServletRequest request) {
    return ResponseCookie.from(name, value)
        .httpOnly(true)
        .secure(isEncrypted(request))
        .sameSite("Strict")
        .path("/");
  }

  /** Also where a proxy ends the encryption; who says so without one hurts nobody else. */
  static boolean isEncrypted(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
