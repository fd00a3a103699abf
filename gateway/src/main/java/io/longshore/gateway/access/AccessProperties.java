package io.longshore.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom this gateway serves.
 *
 * @param tenant of every request, until requests say themselves who they are
 */
@ConfigurationProperties("longshore.access")
record AccessProperties(@DefaultValue("1") int tenant) {
  AccessProperties {
    if (tenant < 1) {
      throw new IllegalArgumentException(
          "longshore.access.tenant must be at least 1, not " + tenant);
    }
  }
}
