package io.longshore.gateway.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.gateway.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** Somebody's browser, with its cookies. It follows where it is sent only when it is told to. */
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  HttpResponse<String> get(URI address, String... headers) {
    return send(HttpRequest.newBuilder(address), headers);
  }

  HttpResponse<String> delete(URI address) {
    return send(HttpRequest.newBuilder(address).DELETE());
  }

  /**
   * Signs in at the issuer.
   *
   * @param there where the gateway sent it
   * @return where the issuer sends it back to
   */
  URI signIn(URI there) {
    URI form = location(get(there, "Accept", "text/html"));
    var csrf = CSRF.matcher(get(form, "Accept", "text/html").body());
    if (!csrf.find()) {
      throw new AssertionError("no form at " + form);
    }
    String filled =
        "username=%s&password=%s&_csrf=%s"
            .formatted(Issuer.PERSON, Issuer.PASSWORD, URLEncoder.encode(csrf.group(1), UTF_8));
    var signedIn =
        send(
            HttpRequest.newBuilder(form).POST(BodyPublishers.ofString(filled)),
            "Content-Type",
            "application/x-www-form-urlencoded");
    return location(get(location(signedIn), "Accept", "text/html"));
  }

  static URI location(HttpResponse<String> reply) {
    return reply
        .headers()
        .firstValue("Location")
        .map(there -> reply.uri().resolve(there))
        .orElseThrow(() -> new AssertionError(reply + " " + reply.body()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    try {
      var whole = headers.length == 0 ? request : request.headers(headers);
      return http.send(whole.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
