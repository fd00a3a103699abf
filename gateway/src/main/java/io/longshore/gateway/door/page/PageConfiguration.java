package io.longshore.gateway.door.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the built page. Its assets have their hash in their name and may be kept for ever. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
  private final Resource folder;

  PageConfiguration(PageProperties properties) {
    this.folder =
        properties.ui() == null || properties.ui().isBlank()
            ? new ClassPathResource("static/")
            : new FileSystemResource(Path.of(properties.ui()).toAbsolutePath() + "/");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(at("assets/"))
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
    registry
        .addResourceHandler("/*.*")
        .addResourceLocations(folder)
        .setCacheControl(CacheControl.noCache());
  }

  Resource at(String path) {
    try {
      return folder.createRelative(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
