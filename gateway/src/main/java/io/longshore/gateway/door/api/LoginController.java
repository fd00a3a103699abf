package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Credentials;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.oidc.Login;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;

@Tag(name = "Session")
@RestController
@Needs({})
final class LoginController {
  /** What a login keeps in the browser while it is elsewhere; it comes back from another site. */
  private static final String COOKIE = "longshore-login";

  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final Login login;
  private final Audit audit;

  LoginController(Login login, Audit audit) {
    this.login = login;
    this.audit = audit;
  }

  @Operation(
      summary = "Sign in at an issuer, in a browser",
      description = "404 where none is set up. In the end the page's cookie is set.")
  @ApiResponse(responseCode = "302", description = "To the issuer.")
  @GetMapping(Credentials.LOGIN)
  ResponseEntity<Void> begin(
      @Parameter(description = "Where on the page the browser goes in the end.")
          @RequestParam(defaultValue = "/")
          String to,
      HttpServletRequest request) {
    Login.Begun begun = login.begin(to, callback(request));
    return there(begun.there().toString(), cookie(begun.cookie(), WITHIN, request));
  }

  @Operation(summary = "Come back from the issuer", description = "For the issuer to send to.")
  @ApiResponse(responseCode = "302", description = "To the page; the cookie is set.")
  @GetMapping(Credentials.CALLBACK)
  ResponseEntity<Void> end(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String iss,
      @RequestParam(required = false) @Nullable String error,
      @Parameter(hidden = true) @CookieValue(name = COOKIE, required = false)
          @Nullable String cookie,
      HttpServletRequest request) {
    var returned = new Login.Returned(code, state, iss, error, cookie);
    Login.Ended ended = login.end(returned, callback(request));
    audit.cameIn(ended.caller(), ended.key().key().prefix());
    return there(
        ended.to(),
        SessionController.cookie(ended.key().secret(), request).build(),
        cookie("", Duration.ZERO, request));
  }

  /**
   * A browser shows it to a person; what isn't one gets the problem as everywhere. The cookie
   * stays: it may be another tab's, or the code still good.
   */
  @ExceptionHandler
  ResponseEntity<Object> failed(ErrorResponseException failed, HttpServletRequest request) {
    var reply = ResponseEntity.status(failed.getStatusCode()).headers(failed.getHeaders());
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
      return reply.body(failed.getBody());
    }
    return reply
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Longshore</title>
            <p>%s</p>
            <p><a href="../../../">Back to Longshore</a></p></html>
            """
                .formatted(HtmlUtils.htmlEscape(String.valueOf(failed.getBody().getDetail()))));
  }

  private static ResponseEntity<Void> there(String there, ResponseCookie... cookies) {
    var reply = ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, there);
    for (ResponseCookie cookie : cookies) {
      reply.header(HttpHeaders.SET_COOKIE, cookie.toString());
    }
    return reply.build();
  }

  /** As the browser calls this gateway, so that it finds its cookie there. */
  private static URI callback(HttpServletRequest request) {
    var here = ServletUriComponentsBuilder.fromContextPath(request);
    if (SessionController.isEncrypted(request)) {
      here.scheme("https");
    }
    return here.path(Credentials.CALLBACK).build().toUri();
  }

  private static ResponseCookie cookie(String value, Duration lives, HttpServletRequest request) {
    return SessionController.cookie(COOKIE, value, request).sameSite("Lax").maxAge(lives).build();
  }
}
