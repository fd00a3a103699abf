package io.longshore.runtime.blob;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket that the settings name, and who asks it. What every S3 server understands is enough:
 * no checksums but those of the signature, no chunks in a body, and nothing that waits for a server
 * to ask for a body (one that doesn't would cost seconds a part). The JDK's connections tell one
 * that broke off from the end, and closed early they don't read what is left.
 */
final class S3Bucket implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(S3Bucket.class);
  private static final Duration CONNECTED = Duration.ofSeconds(2);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final S3Properties properties;
  private final Duration limit;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final S3Client once;
  private final S3Client again;

  S3Bucket(S3Properties properties, BlobGuardProperties bounds) {
    this(properties, bounds, credentials(properties));
  }

  S3Bucket(
      S3Properties properties, BlobGuardProperties bounds, AwsCredentialsProvider credentials) {
    this.properties = properties;
    this.credentials = credentials;
    limit = bounds.limit();
    http = connections(bounds);
    once = client(1);
    again = client(bounds.attempts());
  }

  private SdkHttpClient connections(BlobGuardProperties bounds) {
    var builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECTED)
            .socketTimeout(bounds.putLimit());
    if (!properties.ca().isEmpty()) {
      TrustManager[] trusted = S3Trust.in(properties.ca());
      builder.tlsTrustManagersProvider(() -> trusted);
    }
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(S3Properties properties) {
    return properties.accessKey().isBlank()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(properties.accessKey(), properties.secretKey()));
  }

  private S3Client client(int attempts) {
    var builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.isPathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .overrideConfiguration(c ->
                c.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build()));
    if (!properties.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(properties.endpoint()));
    }
    return builder.build();
  }

  /** Asks each thing once: a guard tries it again. */
  S3Client once() {
    return once;
  }

  /** Asks again what no guard does: the parts of a put, the pages of a list. */
  S3Client again() {
    return again;
  }

  String name() {
    return properties.bucket();
  }

  /** How something is called in the bucket. */
  String named(String key) {
    return properties.prefix().isEmpty() ? key : properties.prefix() + "/" + key;
  }

  /** What {@link #named} made it of. */
  String key(String named) {
    return named.substring(named("").length());
  }

  /**
   * Refuses a bucket that isn't there or isn't ours, a server that isn't trusted, or no keys at
   * all, which no waiting mends. A server that can't be reached may come: then only a warning is
   * logged, and the store fails until it does.
   */
  void check() {
    try {
      credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new IllegalStateException(
          "There are no keys for the bucket “%s”: give longshore.s3.access-key and .secret-key, or the pod or machine a role (%s)"
              .formatted(name(), e.getMessage()),
          e);
    }
    try {
      require();
    } catch (BlobUnavailable e) {
      if (S3Trust.isRefusal(e)
          || (e.getCause() instanceof S3Exception answer && answer.statusCode() < 500)) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      log.warn("{}", e.getMessage());
    }
  }

  /**
   * Nothing happens when the bucket is there.
   *
   * @throws BlobUnavailable when it isn't, or can't be asked
   */
  void require() {
    ask(() -> once.headBucket(b -> b.bucket(name()).overrideConfiguration(inTime())));
  }

  /** For what no guard bounds. */
  Consumer<AwsRequestOverrideConfiguration.Builder> inTime() {
    return call -> call.apiCallTimeout(limit);
  }

  /**
   * What S3 answers.
   *
   * @throws BlobUnavailable when it fails, with what to look at
   */
  <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new BlobUnavailable(sentence(e), e);
    }
  }

  private String sentence(SdkException e) {
    String server =
        properties.endpoint().isEmpty() ? "S3 in " + properties.region() : properties.endpoint();
    if (S3Trust.isRefusal(e)) {
      return "%s has a certificate that isn't trusted, or another server's (%s): check longshore.s3.ca and the name in longshore.s3.endpoint"
          .formatted(server, e.getMessage());
    }
    if (!(e instanceof S3Exception answer)) {
      return "%s can't be reached or asked (%s): check longshore.s3.endpoint and the keys"
          .formatted(server, e.getMessage());
    }
    int status = answer.statusCode();
    String code = code(answer);
    if (status >= 500) {
      return "%s fails: %d %s".formatted(server, status, code);
    }
    return "%s answers %d %s: %s".formatted(server, status, code, advice(status, code));
  }

  private String advice(int status, String code) {
    return switch (status) {
      case NOT_FOUND ->
          code.isEmpty() || code.equals("NoSuchBucket")
              ? "make the bucket “%s”, or name another by longshore.s3.bucket".formatted(name())
              : "what was there a moment ago is gone: check the lifecycle rules of the bucket “%s”"
                  .formatted(name());
      case FORBIDDEN ->
          "check longshore.s3.access-key and .secret-key, this machine's clock, and that they may get, put, delete and list in the bucket “%s”"
              .formatted(name());
      default -> "check longshore.s3.region, .path-style and .bucket (“%s”)".formatted(name());
    };
  }

  /** Empty where the answer has no body that says it. */
  private static String code(S3Exception answer) {
    var details = answer.awsErrorDetails();
    return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
  }

  @Override
  public void close() {
    once.close();
    again.close();
    http.close();
    if (credentials instanceof DefaultCredentialsProvider chain) {
      chain.close();
    }
  }
}
