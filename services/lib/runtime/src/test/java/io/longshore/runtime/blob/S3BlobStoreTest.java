package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import io.longshore.testing.LocalStack;
import io.longshore.testing.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real S3 server, below a prefix of its own. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with verify --full")
@EnabledIf(
    value = "io.longshore.testing.S3Server#isHere",
    disabledReason = "the S3 server is built by Go, and there is none here")
class S3BlobStoreTest implements BlobStoreContract {
  private static final int PART = S3Upload.PART_BYTES;

  private final Instant now = Instant.now();
  private final String prefix = "of/" + UUID.randomUUID();
  private final S3Bucket bucket = bucket(S3Server.BUCKET, prefix, S3Server.SECRET_KEY);

  static S3Bucket bucket(String name, String prefix, String secretKey) {
    return new S3Bucket(
        new S3Properties(
            S3Server.ACCESS_KEY,
            secretKey,
            LocalStack.s3().endpoint(),
            "us-east-1",
            name,
            prefix,
            "",
            null,
            4),
        Bound.to(BlobGuardProperties.class));
  }

  @Override
  public BlobStore store() {
    return new S3BlobStore(bucket);
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 12_345})
  void whatIsMoreThanAPartIsReadBackAndLeavesNothingElse(int length) throws IOException {
    byte[] bytes = random(length);
    String key = store().put(1, new ByteArrayInputStream(bytes));
    assertThat(objects()).containsExactly(key);
    assertThat(openUploads()).isZero();
    assertThat(store().size(key)).isEqualTo(length);
    try (var whole = store().open(key);
        var range = store().open(key, PART - 5, 10)) {
      assertThat(whole).hasBinaryContent(bytes);
      assertThat(range.readAllBytes()).hasSize(Math.min(10, length - PART + 5));
    }
  }

  @Test
  void nothingIsVisibleBeforeAllOfItIs() throws IOException {
    var keysSeen = new ArrayList<String>();
    byte[] bytes = random(3 * PART);
    String key =
        store()
            .put(
                1,
                new ByteArrayInputStream(bytes) {
                  @Override
                  public synchronized int read(byte[] to, int offset, int length) {
                    keysSeen.addAll(objects());
                    return super.read(to, offset, length);
                  }
                });
    assertThat(keysSeen).isEmpty();
    assertThat(objects()).containsExactly(key);
  }

  @Test
  void aLargeStreamThatBreaksOffLeavesNothing() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(random(PART + 10)), BlobStoreContract.brokenAfter("abc"));
    assertThatThrownBy(() -> store().put(1, broken)).isInstanceOf(UncheckedIOException.class);
    assertThat(objects()).isEmpty();
    assertThat(openUploads()).isZero();
  }

  @Test
  void moreThanS3CopiesIsRefusedAndLeavesNothing() {
    var in = new ByteArrayInputStream(new byte[2 * PART]);
    assertThatThrownBy(() -> new S3Upload(bucket, 1, in, 2 * PART - 1).keep())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
    assertThat(objects()).isEmpty();
    assertThat(openUploads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, PART + 3})
  void onlyWhatWasNotPutLatelyIsListedAndPuttingItAgainCounts(int length) throws IOException {
    String old = store().put(1, new ByteArrayInputStream(random(length)));
    String again = store().put(2, new ByteArrayInputStream(random(length)));
    age(old);
    age(again);
    assertThat(store().put(2, new ByteArrayInputStream(random(length)))).isEqualTo(again);
    assertThat(putBefore(now.minusSeconds(60))).containsExactly(old);
    assertThat(putBefore(now.plusSeconds(60))).containsExactlyInAnyOrder(old, again);
  }

  @Test
  void whatBrokeOffWhileItWasPutIsRemovedWhenItIsOldAndLeftAloneWhenItIsNot() throws IOException {
    String copied = bucket.named(S3Upload.INCOMING + "copied");
    Path file = LocalStack.s3().bucket(S3Server.BUCKET).resolve(copied);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "whole, but its key was never made");
    bucket.again().createMultipartUpload(u -> u.bucket(bucket.name()).key(copied + "2"));
    assertThat(putBefore(now.minusSeconds(60))).isEmpty();
    assertThat(file).exists();
    assertThat(openUploads()).isOne();
    assertThat(putBefore(now.plusSeconds(60))).isEmpty();
    assertThat(file).doesNotExist();
    assertThat(openUploads()).isZero();
  }

  @Test
  void aMissingBucketIsFoundAtTheStartAndIsNotTakenForMissingBlobs() {
    try (var missing = bucket("nobody-made-it", "", S3Server.SECRET_KEY)) {
      var store = new S3BlobStore(missing);
      assertThatThrownBy(missing::check)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("make the bucket “nobody-made-it”");
      assertThatThrownBy(() -> store.exists(MISSING)).isInstanceOf(BlobUnavailable.class);
      assertThatThrownBy(() -> store.open(MISSING)).isInstanceOf(BlobUnavailable.class);
      assertThatThrownBy(() -> store.delete(MISSING)).isInstanceOf(BlobUnavailable.class);
    }
  }

  @Test
  void aWrongKeyIsFoundAtTheStartAndNotShown() {
    try (var foreign = bucket(S3Server.BUCKET, "", "not-the-right-one")) {
      assertThatThrownBy(foreign::check)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("check longshore.s3.access-key")
          .hasMessageNotContaining("not-the-right-one");
    }
  }

  private List<String> objects() {
    return bucket
        .again()
        .listObjectsV2Paginator(l -> l.bucket(bucket.name()).prefix(bucket.named("")))
        .contents()
        .stream()
        .map(object -> bucket.key(object.key()))
        .toList();
  }

  private long openUploads() {
    return bucket
        .again()
        .listMultipartUploadsPaginator(u -> u.bucket(bucket.name()).prefix(bucket.named("")))
        .uploads()
        .stream()
        .count();
  }

  private List<String> putBefore(Instant time) {
    var keys = new ArrayList<String>();
    new S3BlobInventory(bucket).putBefore(time, keys::add);
    return keys;
  }

  private void age(String key) throws IOException {
    Path file = LocalStack.s3().bucket(S3Server.BUCKET).resolve(bucket.named(key));
    Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(3600)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
