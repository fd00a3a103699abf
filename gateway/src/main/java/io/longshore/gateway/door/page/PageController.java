package io.longshore.gateway.door.page;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /}: the page, or how to get it. */
@RestController
final class PageController {
  private static final String MISSING =
      """
      Longshore answers here, but the chat page is not built.
      To get it, install Node 22 or later and run: ./longshore up (it builds the page when Node is there).
      The API needs no page: see /openapi.json, or run: ./longshore ask "your question"
      """;

  private final PageConfiguration page;

  PageController(PageConfiguration page) {
    this.page = page;
  }

  @GetMapping("/")
  ResponseEntity<Object> index() {
    Resource index = page.at("index.html");
    if (index.exists()) {
      return ResponseEntity.ok()
          .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
          .cacheControl(CacheControl.noCache())
          .body(index);
    }
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noCache())
        .body(MISSING);
  }
}
