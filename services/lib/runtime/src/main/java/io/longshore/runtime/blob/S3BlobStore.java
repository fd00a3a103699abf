package io.longshore.runtime.blob;

import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Blobs as objects {@code [<prefix>/]<tenant>/<hash>} of a bucket, of at most {@link
 * S3Upload#BYTES_MAX}.
 */
final class S3BlobStore implements BlobStore {
  private static final int OUTSIDE = 416;

  private final S3Bucket bucket;

  S3BlobStore(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String put(int tenant, InputStream in) {
    BlobKey.requireTenant(tenant);
    return new S3Upload(bucket, tenant, in).keep();
  }

  @Override
  public InputStream open(String key) {
    return get(key, null);
  }

  @Override
  public InputStream open(String key, long from, long length) {
    BlobKey.requireRange(from, length);
    if (length == 0) {
      size(key); // it is missing, or there is nothing to read
      return InputStream.nullInputStream();
    }
    try {
      boolean open = length > Long.MAX_VALUE - from;
      return get(key, "bytes=%d-%s".formatted(from, open ? "" : from + length - 1));
    } catch (BlobUnavailable e) {
      if (e.getCause() instanceof S3Exception answer && answer.statusCode() == OUTSIDE) {
        return InputStream.nullInputStream();
      }
      throw e;
    }
  }

  @Override
  public long size(String key) {
    return head(key).contentLength();
  }

  @Override
  public boolean exists(String key) {
    try {
      head(key);
      return true;
    } catch (BlobMissing e) {
      return false;
    }
  }

  @Override
  public void delete(String key) {
    if (BlobKey.isOne(key)) {
      bucket.ask(
          () -> bucket.once().deleteObject(d -> d.bucket(bucket.name()).key(bucket.named(key))));
    }
  }

  @Override
  public long bytesMax() {
    return S3Upload.BYTES_MAX;
  }

  /** A connection that breaks off is an error of the stream; closed before its end, it is cut. */
  private InputStream get(String key, @Nullable String range) {
    return found(
        key,
        () ->
            bucket
                .once()
                .getObject(g -> g.bucket(bucket.name()).key(bucket.named(key)).range(range)));
  }

  private HeadObjectResponse head(String key) {
    try {
      return found(
          key, () -> bucket.once().headObject(h -> h.bucket(bucket.name()).key(bucket.named(key))));
    } catch (BlobMissing e) {
      if (BlobKey.isOne(key)) {
        bucket.require(); // an answer without a body doesn't tell which of the two is missing
      }
      throw e;
    }
  }

  private <T> T found(String key, Supplier<T> call) {
    if (!BlobKey.isOne(key)) {
      throw new BlobMissing(key);
    }
    return bucket.ask(() -> {
      try {
        return call.get();
      } catch (NoSuchKeyException e) {
        throw new BlobMissing(key);
      }
    });
  }
}
