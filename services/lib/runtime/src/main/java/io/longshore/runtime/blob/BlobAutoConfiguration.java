package io.longshore.runtime.blob;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The blob store that the settings name: a directory. */
@AutoConfiguration
@EnableConfigurationProperties(BlobProperties.class)
class BlobAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  BlobStore blobStore(BlobProperties properties) {
    return new DirectoryBlobStore(properties.blobs());
  }

  @Bean
  @ConditionalOnMissingBean
  BlobInventory blobInventory(BlobProperties properties) {
    return new DirectoryBlobInventory(properties.blobs());
  }
}
