package io.longshore.runtime.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One put. S3 has no place for bytes whose hash isn't known yet, so what is more than a part goes
 * to a name of its own, and S3 copies it to its key once it is whole. Both ways write the object
 * anew when it is there already, so that it counts as put now.
 */
final class S3Upload {
  /** The bytes of a part but the last one, and what is kept in memory. */
  static final int PART_BYTES = 8 << 20;

  /** What S3 copies in one go. */
  static final long BYTES_MAX = 5L << 30;

  /** Names below it are of what is not whole yet, or not copied. */
  static final String INCOMING = "incoming/";

  private static final Logger log = LoggerFactory.getLogger(S3Upload.class);
  private static final int FIRST_BYTES = 64 << 10;
  private static final String BINARY = "application/octet-stream";

  private final S3Bucket bucket;
  private final S3Client s3;
  private final int tenant;
  private final InputStream in;
  private final long bytesMax;
  private final MessageDigest digest = BlobKey.digest();
  private byte[] part = new byte[FIRST_BYTES];

  S3Upload(S3Bucket bucket, int tenant, InputStream in) {
    this(bucket, tenant, in, BYTES_MAX);
  }

  S3Upload(S3Bucket bucket, int tenant, InputStream in, long bytesMax) {
    this.bucket = bucket;
    this.s3 = bucket.again();
    this.tenant = tenant;
    this.in = in;
    this.bytesMax = bytesMax;
  }

  /**
   * Reads the stream to its end and returns the key of what was kept.
   *
   * @throws IllegalArgumentException when there is more of it than S3 copies
   */
  String keep() {
    int length = next();
    return bucket.ask(() -> length < PART_BYTES ? small(length) : large(length));
  }

  private String small(int length) {
    String key = BlobKey.of(tenant, digest);
    s3.putObject(p -> p.bucket(bucket.name()).key(bucket.named(key)), body(length));
    return key;
  }

  private String large(int first) {
    String incoming = bucket.named(INCOMING + UUID.randomUUID());
    String id =
        s3.createMultipartUpload(u -> u.bucket(bucket.name()).key(incoming).contentType(BINARY))
            .uploadId();
    try {
      List<CompletedPart> parts = sent(incoming, id, first);
      s3.completeMultipartUpload(u ->
          u.bucket(bucket.name()).key(incoming).uploadId(id).multipartUpload(m -> m.parts(parts)));
    } catch (RuntimeException e) {
      quietly(
          () -> s3.abortMultipartUpload(u -> u.bucket(bucket.name()).key(incoming).uploadId(id)));
      throw e;
    }
    try {
      return copied(incoming);
    } finally {
      quietly(() -> s3.deleteObject(d -> d.bucket(bucket.name()).key(incoming)));
    }
  }

  private List<CompletedPart> sent(String incoming, String id, int first) {
    var parts = new ArrayList<CompletedPart>();
    for (int length = first; length > 0; length = next()) {
      int number = parts.size() + 1;
      if ((long) (number - 1) * PART_BYTES + length > bytesMax) {
        throw new IllegalArgumentException("A blob in S3 has at most %d bytes".formatted(bytesMax));
      }
      String etag =
          s3.uploadPart(
                  u -> u.bucket(bucket.name()).key(incoming).uploadId(id).partNumber(number),
                  body(length))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    return parts;
  }

  private String copied(String incoming) {
    String key = BlobKey.of(tenant, digest);
    s3.copyObject(c ->
        c.sourceBucket(bucket.name())
            .sourceKey(incoming)
            .destinationBucket(bucket.name())
            .destinationKey(bucket.named(key)));
    return key;
  }

  /** Reads the next part; 0 at the end. What the caller's stream throws is the caller's affair. */
  private int next() {
    int length = 0;
    try {
      while (true) {
        int read = in.readNBytes(part, length, part.length - length);
        length += read;
        if (length < part.length || length == PART_BYTES) {
          digest.update(part, 0, length);
          return length;
        }
        part = Arrays.copyOf(part, 2 * length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RequestBody body(int length) {
    byte[] bytes = part;
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, BINARY);
  }

  /** What stays then is taken away by the sweep; what failed before says why. */
  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      log.debug("left for the sweep: {}", e.getMessage());
    }
  }
}
