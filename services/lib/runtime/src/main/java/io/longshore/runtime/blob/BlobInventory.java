package io.longshore.runtime.blob;

import java.time.Instant;
import java.util.function.Consumer;

/** What lies in a blob store, for whoever sweeps it. */
public interface BlobInventory {
  /**
   * Hands over the keys of all blobs that were last put before that time, in no order; putting the
   * same bytes again counts. Forgets as well what broke off before it while it was put.
   *
   * @throws BlobUnavailable when the store can't be looked through
   */
  void putBefore(Instant time, Consumer<String> each);
}
