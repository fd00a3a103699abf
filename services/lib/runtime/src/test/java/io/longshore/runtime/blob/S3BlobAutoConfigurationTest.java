package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.runtime.guard.Guards;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobAutoConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(S3BlobAutoConfiguration.class, BlobAutoConfiguration.class))
          .withBean(Guards.class, Guards::new)
          .withPropertyValues(
              "longshore.blobs=target/no-blobs", "longshore.s3.endpoint=http://127.0.0.1:1");

  @Test
  void whereABucketIsNamedBlobsAreThereEvenWhileItsServerIsAway() {
    runner
        .withPropertyValues(
            "longshore.s3.bucket=blobs", "longshore.s3.access-key=a", "longshore.s3.secret-key=b")
        .run(context -> {
          assertThat(context).hasSingleBean(S3BlobInventory.class).hasSingleBean(BlobStore.class);
          assertThat(context).hasSingleBean(BlobInventory.class).hasBean("blobsHealthIndicator");
        });
  }

  @Test
  void whereNoneOrAnEmptyOneIsNamedTheyAreInTheDirectory() {
    runner
        .withPropertyValues("longshore.s3.bucket=")
        .run(context ->
            assertThat(context)
                .hasSingleBean(DirectoryBlobInventory.class)
                .doesNotHaveBean(S3Bucket.class));
  }

  @Test
  void aServiceWithoutBlobsNeedsNoClient() {
    runner
        .withPropertyValues("longshore.s3.bucket=blobs")
        .withClassLoader(new FilteredClassLoader(S3Client.class))
        .run(context -> assertThat(context).hasSingleBean(DirectoryBlobInventory.class));
  }
}
