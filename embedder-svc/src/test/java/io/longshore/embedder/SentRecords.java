package io.longshore.embedder;

import io.longshore.runtime.stream.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A sender that keeps what it was given. */
public final class SentRecords implements Sender {
  private record Sent(String topic, String key, Object record) {}

  private final List<Sent> sent = new ArrayList<>();

  @Override
  public void send(String topic, String key, Object record) {
    sent.add(new Sent(topic, key, record));
  }

  @Override
  public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
    send(topic, key, record);
    return CompletableFuture.completedFuture(null);
  }

  /** The records of a topic, in the order in which they were sent. */
  public <T> List<T> on(String topic, Class<T> type) {
    return sent.stream()
        .filter(s -> s.topic().equals(topic))
        .map(s -> type.cast(s.record()))
        .toList();
  }

  public List<String> topics() {
    return sent.stream().map(Sent::topic).toList();
  }
}
