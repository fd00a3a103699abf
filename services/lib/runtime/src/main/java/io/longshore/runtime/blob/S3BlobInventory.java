package io.longshore.runtime.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a {@link S3BlobStore}, and one beside them that says whose they are. Nothing else
 * in the bucket is looked at.
 */
final class S3BlobInventory implements BlobInventory {
  /** Holds the id of the installation whose blobs these are. */
  static final String OWNER = "installation";

  private final S3Bucket bucket;

  S3BlobInventory(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Two that are the first at the same moment may both be told yes, but one of them never again.
   */
  @Override
  public void claim(UUID installation) {
    String owner =
        bucket.ask(() ->
            owner()
                .or(() -> {
                  bucket
                      .again()
                      .putObject(
                          p ->
                              p.bucket(bucket.name())
                                  .key(bucket.named(OWNER))
                                  .overrideConfiguration(bucket.inTime()),
                          RequestBody.fromString(installation.toString()));
                  return owner();
                })
                .orElse(""));
    if (!owner.equals(installation.toString())) {
      throw new IllegalStateException(
          "The blobs below “%s” in the bucket “%s” are those of another installation, which has another database (%s; this one is %s): name another longshore.s3.prefix, or delete the object “%s” if that one is no more"
              .formatted(
                  bucket.named(""), bucket.name(), owner, installation, bucket.named(OWNER)));
    }
  }

  private Optional<String> owner() {
    try {
      return Optional.of(
          bucket
              .again()
              .getObjectAsBytes(g ->
                  g.bucket(bucket.name())
                      .key(bucket.named(OWNER))
                      .overrideConfiguration(bucket.inTime()))
              .asUtf8String());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  @Override
  public void putBefore(Instant time, Consumer<String> each) {
    bucket.ask(() -> {
      objects(time, each);
      uploads(time);
      return time;
    });
  }

  private void objects(Instant time, Consumer<String> each) {
    var all =
        bucket
            .again()
            .listObjectsV2Paginator(l -> l.bucket(bucket.name()).prefix(bucket.named("")));
    for (S3Object object : all.contents()) {
      if (object.lastModified().isBefore(time)) {
        String key = bucket.key(object.key());
        if (key.startsWith(S3Upload.INCOMING)) {
          bucket.again().deleteObject(d -> d.bucket(bucket.name()).key(object.key()));
        } else if (BlobKey.isOne(key)) {
          each.accept(key);
        }
      }
    }
  }

  /** What was begun and never ended. Some servers list none here and forget them by themselves. */
  private void uploads(Instant time) {
    var all =
        bucket
            .again()
            .listMultipartUploadsPaginator(
                l -> l.bucket(bucket.name()).prefix(bucket.named(S3Upload.INCOMING)));
    for (MultipartUpload upload : all.uploads()) {
      if (upload.initiated().isBefore(time)) {
        forget(upload);
      }
    }
  }

  private void forget(MultipartUpload upload) {
    try {
      bucket
          .again()
          .abortMultipartUpload(
              a -> a.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
    } catch (NoSuchUploadException e) {
      // it ended, or another sweep was here
    }
  }
}
