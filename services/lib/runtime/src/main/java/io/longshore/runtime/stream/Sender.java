package io.longshore.runtime.stream;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The way out of a room: a record as JSON, with CloudEvents headers and the current trace. Records
 * of one topic and key stay in the order in which they were sent.
 */
public interface Sender {
  /**
   * Sends and waits until all in-sync replicas have it.
   *
   * @throws SendFailed when they did not acknowledge it in time
   * @throws Poison when the record is no JSON or larger than {@link
   *     io.longshore.contracts.Limits#RECORD_BYTES}
   */
  void send(String topic, String key, Object record);

  /**
   * Sends without waiting, for many small events.
   *
   * @return done when acknowledged, else failed with {@link SendFailed}
   * @throws Poison as {@link #send} does
   */
  CompletableFuture<Void> sendAsync(String topic, String key, Object record);

  /**
   * As {@link #sendAsync(String, String, Object)}, with more headers.
   *
   * @param headers texts by name; a sender that knows none leaves them out
   */
  default CompletableFuture<Void> sendAsync(
      String topic, String key, Object record, Map<String, String> headers) {
    return sendAsync(topic, key, record);
  }
}
