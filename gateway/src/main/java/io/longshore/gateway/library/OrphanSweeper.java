package io.longshore.gateway.library;

import io.longshore.runtime.blob.BlobInventory;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets blobs that no document names: an upload was written and its row never committed, a text
 * was made and never told. Any number of gateways may sweep.
 */
@Component
final class OrphanSweeper {
  private static final Logger log = LoggerFactory.getLogger(OrphanSweeper.class);

  private final BlobInventory inventory;
  private final BlobStore blobs;
  private final BlobRepository rows;
  private final TenantTransaction transactions;
  private final Installation installation;
  private final OrphanProperties properties;
  private final Clock clock;

  OrphanSweeper(
      BlobInventory inventory,
      BlobStore blobs,
      BlobRepository rows,
      TenantTransaction transactions,
      Installation installation,
      OrphanProperties properties,
      Clock clock) {
    this.inventory = inventory;
    this.blobs = blobs;
    this.rows = rows;
    this.transactions = transactions;
    this.installation = installation;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${longshore.orphans.every:6h}",
      fixedDelayString = "${longshore.orphans.every:6h}")
  void sweep() {
    var batches = new HashMap<Integer, List<String>>();
    whileThereAreBlobs(() -> {
      installation.claimBlobs();
      inventory.putBefore(
          clock.instant().minus(properties.grace()),
          key -> {
            var batch = batches.computeIfAbsent(tenant(key), tenant -> new ArrayList<>());
            batch.add(key);
            if (batch.size() == properties.batch()) {
              forget(tenant(key), batch);
              batch.clear();
            }
          });
    });
    // also where the inventory broke off: what it had handed over by then is good
    whileThereAreBlobs(() -> batches.forEach(this::forget));
  }

  private static void whileThereAreBlobs(Runnable step) {
    try {
      step.run();
    } catch (BlobUnavailable e) {
      log.warn("not all blobs are swept: {}", e.getMessage());
    }
  }

  private void forget(int tenant, List<String> keys) {
    var candidates = transactions.read(tenant, jdbc -> rows.unheld(jdbc, keys, null));
    for (var key : candidates) {
      transactions.run(
          tenant,
          jdbc -> {
            rows.lock(jdbc, key); // an upload of the same bytes that has it sees them, or not yet
            if (!rows.unheld(jdbc, List.of(key), null).isEmpty()) {
              blobs.delete(key);
              log.info("orphan forgotten blob={}", key);
            }
          });
    }
  }

  private static int tenant(String key) {
    return Integer.parseInt(key.substring(0, key.indexOf('/')));
  }
}
