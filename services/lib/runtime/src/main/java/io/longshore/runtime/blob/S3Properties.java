package io.longshore.runtime.blob;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket that blobs are in. There is none without a name: then they are in a directory.
 *
 * @param endpoint {@code http(s)://host[:port]}; without it that of AWS for the region
 * @param region as requests are signed for
 * @param bucket has to be there
 * @param prefix of all names in the bucket, without a slash at its ends
 * @param accessKey with {@code secretKey}; without both the SDK's own chain finds them:
 *     environment, web identity, container, instance
 * @param secretKey never shown
 * @param ca PEM file of who signed the endpoint's certificate; empty for those that Java trusts
 * @param pathStyle whether the bucket is part of the path, as most servers but AWS want it; default
 *     where an endpoint is named
 * @param puts at once, 1 to {@value #PUTS_MAX}; each holds a part of {@link S3Upload#PART_BYTES} in
 *     memory
 */
@ConfigurationProperties("longshore.s3")
record S3Properties(
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey,
    @DefaultValue("") String endpoint,
    @DefaultValue("us-east-1") String region,
    @DefaultValue("") String bucket,
    @DefaultValue("") String prefix,
    @DefaultValue("") String ca,
    @Nullable Boolean pathStyle,
    @DefaultValue("4") int puts) {
  static final int PUTS_MAX = 64;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final Pattern PREFIX =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?");

  S3Properties {
    if (!isEndpoint(endpoint)) {
      throw new IllegalArgumentException(
          "longshore.s3.endpoint must be http(s)://host[:port] and nothing else");
    }
    matches("region", region, REGION);
    matches("bucket", bucket, BUCKET);
    matches("prefix", prefix, PREFIX);
    if (accessKey.isBlank() != secretKey.isBlank()) {
      throw new IllegalArgumentException(
          "longshore.s3.access-key and longshore.s3.secret-key go together");
    }
    if (!ca.isEmpty() && endpoint.startsWith("http:")) {
      throw new IllegalArgumentException(
          "longshore.s3.ca is for an endpoint by https, not " + endpoint);
    }
    if (puts < 1 || puts > PUTS_MAX) {
      throw new IllegalArgumentException(
          "longshore.s3.puts must be 1 to %d, not %d".formatted(PUTS_MAX, puts));
    }
  }

  /** Whether the bucket is part of the path. */
  boolean isPathStyle() {
    return pathStyle == null ? !endpoint.isEmpty() : pathStyle;
  }

  /** Without what nobody is to see. */
  @Override
  public String toString() {
    return "S3Properties[%s in %s, %s]"
        .formatted(bucket, endpoint.isEmpty() ? "AWS" : endpoint, region);
  }

  private static boolean isEndpoint(String endpoint) {
    try {
      return endpoint.isEmpty() || isServer(new URI(endpoint));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isServer(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getUserInfo() == null
        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
        && uri.getQuery() == null
        && uri.getFragment() == null;
  }

  private static void matches(String name, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "longshore.s3.%s must be of the form %s, not “%s”".formatted(name, form, value));
    }
  }
}
