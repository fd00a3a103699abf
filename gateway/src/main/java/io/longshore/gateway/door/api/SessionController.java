package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.ApiKeys;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.access.PageCookie;
import io.longshore.gateway.oidc.Login;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Session", description = "For a browser: the key in a cookie that no script can read.")
@RestController
@Needs({})
@RequestMapping(Access.SESSION)
final class SessionController {
  private static final Logger log = LoggerFactory.getLogger(SessionController.class);

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
          @Nullable String login,
      @Schema(description = "Who is signed in, by the browser's cookie; null: nobody.")
          @Nullable String owner) {}

  @Operation(summary = "Who is signed in", description = "And how to: with a key, and where else.")
  @GetMapping
  SignIn offered(HttpServletRequest request) {
    return new SignIn(
        login.offered().orElse(null), PageCookie.KEY.of(request).flatMap(this::owner).orElse(null));
  }

  /** Who can't be told is nobody: the page still says how to sign in. */
  private Optional<String> owner(String key) {
    try {
      return Optional.of(keys.caller(key).principal().owner());
    } catch (ErrorResponseException | DataAccessException | TransactionException e) {
      log.debug("nobody is known by a cookie", e);
      return Optional.empty();
    }
  }

  @Operation(summary = "Sign in with a key", description = "401 when it is nobody's.")
  @ApiResponse(responseCode = "200", description = "The cookie is set.")
  @PostMapping
  ResponseEntity<SessionObject> begin(@RequestBody NewSession wanted, HttpServletRequest request) {
    String key = wanted.key() == null ? "" : wanted.key().strip();
    Caller caller = keys.caller(key);
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, PageCookie.KEY.set(request, key).toString())
        .body(SessionObject.of(caller));
  }

  @Operation(summary = "Sign out", description = "What a login began ends; a key stays valid.")
  @ApiResponse(responseCode = "204", description = "The cookie is gone, as it is where this fails.")
  @DeleteMapping
  ResponseEntity<Void> end(HttpServletRequest request, HttpServletResponse response) {
    for (ResponseCookie gone : PageCookie.KEY.allGone(request)) { // whatever fails from here on
      response.addHeader(HttpHeaders.SET_COOKIE, gone.toString());
    }
    PageCookie.KEY.allOf(request).forEach(keys::end);
    return ResponseEntity.noContent().build();
  }
}
