package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.access.PageCookie;
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
  @GetMapping(Access.LOGIN)
  ResponseEntity<Void> begin(
      @Parameter(description = "Where on the page the browser goes in the end.")
          @RequestParam(defaultValue = "/")
          String to,
      HttpServletRequest request) {
    Login.Begun begun = login.begin(to, callback(request));
    return there(begun.there().toString(), PageCookie.LOGIN.set(request, begun.cookie(), WITHIN));
  }

  @Operation(summary = "Come back from the issuer", description = "For the issuer to send to.")
  @ApiResponse(responseCode = "302", description = "To the page; the cookie is set.")
  @GetMapping(Access.CALLBACK)
  ResponseEntity<Void> end(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String iss,
      @RequestParam(required = false) @Nullable String error,
      HttpServletRequest request) {
    String cookie = PageCookie.LOGIN.of(request).orElse(null);
    var returned = new Login.Returned(code, state, iss, error, cookie);
    Login.Ended ended = login.end(returned, callback(request));
    audit.cameIn(ended.caller(), ended.key().key().prefix());
    return there(
        ended.to(),
        PageCookie.KEY.set(request, ended.key().secret()),
        PageCookie.LOGIN.gone(request));
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
            <html lang="en"><head><meta charset="utf-8"><title>Longshore</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="stylesheet" href="../../../plain.css"></head>
            <body><main><h1>Longshore</h1><p role="alert">%s</p>
            <p><a href="../../../">Back to Longshore</a></p></main></body></html>
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
    if (PageCookie.isEncrypted(request)) {
      here.scheme("https");
    }
    return here.path(Access.CALLBACK).build().toUri();
  }
}
