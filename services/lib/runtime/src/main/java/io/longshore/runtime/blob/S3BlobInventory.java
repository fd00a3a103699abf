package io.longshore.runtime.blob;

import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a {@link S3BlobStore}. Others in the bucket are not looked at. */
final class S3BlobInventory implements BlobInventory {
  private final S3Bucket bucket;

  S3BlobInventory(S3Bucket bucket) {
    this.bucket = bucket;
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
