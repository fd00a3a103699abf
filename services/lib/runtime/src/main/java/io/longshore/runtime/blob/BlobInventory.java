package io.longshore.runtime.blob;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/** What lies in a blob store, for whoever sweeps it. */
public interface BlobInventory {
  /**
   * Says that the blobs are those of this installation, for ever. Whoever sweeps says so before,
   * each time: what another one keeps in the same place are orphans to it. A directory is whose its
   * path is.
   *
   * @throws IllegalStateException when another installation said so before
   * @throws BlobUnavailable when the store can't be asked
   */
  default void claim(UUID installation) {}

  /**
   * Hands over the keys of all blobs that were last put before that time, in no order; putting the
   * same bytes again counts. Forgets as well what broke off before it while it was put.
   *
   * @throws BlobUnavailable when the store can't be looked through
   */
  void putBefore(Instant time, Consumer<String> each);
}
