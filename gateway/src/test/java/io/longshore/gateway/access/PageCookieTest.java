package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PageCookieTest {
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  @ParameterizedTest
  @CsvSource({
    "https, true",
    "'https,http', true",
    "' HTTPS , http', true",
    "http, false",
    "'http, https', false",
    "httpsx, false",
    "'', false"
  })
  void ofSeveralProxiesTheFirstOneSaysWhatTheBrowserSees(String proto, boolean encrypted) {
    request.addHeader("X-Forwarded-Proto", proto);
    assertThat(PageCookie.isEncrypted(request)).isEqualTo(encrypted);
  }

  @Test
  void overAnEncryptedLineItHasANameThatBrowsersTakeFromUsAlone() {
    assertThat(PageCookie.KEY.set(request, "k"))
        .hasToString("longshore=k; Path=/; HttpOnly; SameSite=Strict");
    request.setSecure(true);
    assertThat(PageCookie.KEY.set(request, "k"))
        .hasToString("__Host-longshore=k; Path=/; Secure; HttpOnly; SameSite=Strict");
    assertThat(PageCookie.LOGIN.set(request, "k", Duration.ofMinutes(5)).toString())
        .startsWith("__Host-longshore-login=k; Path=/; Max-Age=300; ")
        .endsWith("; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void anotherHostsCookieIsNone() {
    request.setCookies(new Cookie("longshore", "theirs"), new Cookie("__Host-longshore", "ours"));
    assertThat(PageCookie.KEY.of(request)).hasValue("theirs");
    request.setSecure(true);
    assertThat(PageCookie.KEY.of(request)).hasValue("ours");
    request.setCookies(new Cookie("longshore", "theirs"));
    assertThat(PageCookie.KEY.of(request)).isEmpty();
  }
}
