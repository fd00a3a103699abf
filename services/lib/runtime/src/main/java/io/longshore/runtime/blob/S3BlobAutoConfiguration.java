package io.longshore.runtime.blob;

import io.longshore.runtime.guard.Guards;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import software.amazon.awssdk.services.s3.S3Client;

/** The blob store where the settings name a bucket. */
@AutoConfiguration(before = BlobAutoConfiguration.class)
@ConditionalOnClass(S3Client.class)
@Conditional(S3BlobAutoConfiguration.OnBucket.class)
@EnableConfigurationProperties({S3Properties.class, BlobGuardProperties.class})
class S3BlobAutoConfiguration {
  @Bean
  S3Bucket s3Bucket(S3Properties properties, BlobGuardProperties bounds) {
    var bucket = new S3Bucket(properties, bounds);
    bucket.check();
    return bucket;
  }

  @Bean
  GuardedBlobStore blobStore(
      S3Bucket bucket, S3Properties properties, BlobGuardProperties bounds, Guards guards) {
    return new GuardedBlobStore(new S3BlobStore(bucket), guards, bounds, properties.puts());
  }

  @Bean
  BlobInventory blobInventory(S3Bucket bucket) {
    return new S3BlobInventory(bucket);
  }

  /** A name that is empty is none. */
  static final class OnBucket extends SpringBootCondition {
    private static final String NAME = "longshore.s3.bucket";

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean named = !context.getEnvironment().getProperty(NAME, "").isBlank();
      return new ConditionOutcome(
          named, ConditionMessage.of(NAME + (named ? " is set" : " is not set")));
    }
  }
}
