package io.longshore.gateway.library;

import io.longshore.runtime.blob.BlobInventory;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.stereotype.Component;

/** What a database and a blob store that belong together are, and that these two do. */
@Component
final class Installation implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(Installation.class);

  private final BlobInventory inventory;
  private final BlobStore blobs;
  private final MultipartProperties multipart;
  private final TenantTransaction transactions;

  Installation(
      BlobInventory inventory,
      BlobStore blobs,
      MultipartProperties multipart,
      TenantTransaction transactions) {
    this.inventory = inventory;
    this.blobs = blobs;
    this.multipart = multipart;
    this.transactions = transactions;
  }

  @Override
  public void afterSingletonsInstantiated() {
    long largest = multipart.getMaxFileSize().toBytes();
    if ((largest < 0 ? Long.MAX_VALUE : largest) > blobs.bytesMax()) {
      throw new IllegalStateException(
          "longshore.uploads.max-size must be at most %d bytes, for the blob store keeps no more"
              .formatted(blobs.bytesMax()));
    }
    try {
      claimBlobs();
    } catch (BlobUnavailable e) {
      log.warn("whose the blobs are can't be seen yet: {}", e.getMessage());
    }
  }

  /**
   * Nothing happens when the blobs are of this installation.
   *
   * @throws IllegalStateException when they are another's: ours would be orphans to it, and its to
   *     us
   */
  void claimBlobs() {
    UUID id =
        transactions.system(
            jdbc -> jdbc.sql("select id from installation").query(UUID.class).single());
    inventory.claim(id);
  }
}
