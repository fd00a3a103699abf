package io.longshore.runtime.blob;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.longshore.runtime.guard.Guards;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/** The blob store where the settings name no bucket: a directory. */
@AutoConfiguration
@EnableConfigurationProperties({BlobProperties.class, BlobGuardProperties.class})
class BlobAutoConfiguration {
  /** Spring doesn't know it, so that it doesn't count when statuses are summed up. */
  private static final Status DEGRADED = new Status("DEGRADED", "the blob store fails");

  @Bean
  @ConditionalOnMissingBean(BlobStore.class)
  GuardedBlobStore blobStore(BlobProperties properties, BlobGuardProperties bounds, Guards guards) {
    return new GuardedBlobStore(
        new DirectoryBlobStore(properties.blobs()), guards, bounds, bounds.calls());
  }

  /** Shows a store that fails without calling the room down: it may have other work. */
  @Bean
  @ConditionalOnBean(GuardedBlobStore.class)
  HealthIndicator blobsHealthIndicator(GuardedBlobStore blobs) {
    return () -> {
      boolean degraded =
          blobs.breakers().stream().anyMatch(b -> b.getState() != CircuitBreaker.State.CLOSED);
      var health = degraded ? Health.status(DEGRADED) : Health.up();
      blobs.breakers().forEach(b -> health.withDetail(b.getName(), b.getState().name()));
      return health.build();
    };
  }

  @Bean
  @ConditionalOnMissingBean
  BlobInventory blobInventory(BlobProperties properties) {
    return new DirectoryBlobInventory(properties.blobs());
  }
}
