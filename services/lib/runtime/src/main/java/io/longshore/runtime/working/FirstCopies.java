package io.longshore.runtime.working;

import io.longshore.contracts.CloudEvents;
import io.longshore.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Of two copies of a question on one topic, the first one that its function returned from counts: a
 * later one, from a gateway that took the question past a room that was only slow or from that
 * room, is dropped. Bounded and in memory; what must hold for longer is guarded by rows.
 */
final class FirstCopies implements RecordInterceptor<Object, Object> {
  private static final Logger log = LoggerFactory.getLogger(FirstCopies.class);

  private final SignsOfLife signs;
  private final int remembered;
  private final MeterRegistry meters;
  private final Map<String, Set<String>> done = new ConcurrentHashMap<>();

  FirstCopies(SignsOfLife signs, int remembered, MeterRegistry meters) {
    this.signs = signs;
    this.remembered = remembered;
    this.meters = meters;
  }

  @Override
  public @Nullable ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    boolean copy = question(record).filter(id -> of(record.topic()).contains(id)).isPresent();
    if (copy) {
      meters.counter("longshore.stream.copies", "topic", record.topic()).increment();
      log.info("a second copy is dropped");
    }
    return copy ? null : record;
  }

  @Override
  public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    question(record).ifPresent(id -> of(record.topic()).add(id));
    signs.release(Place.of(record));
  }

  private Set<String> of(String topic) {
    return done.computeIfAbsent(topic, t -> newSet());
  }

  private Set<String> newSet() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > remembered;
              }
            }));
  }

  private static Optional<String> question(ConsumerRecord<?, ?> record) {
    return record.topic().startsWith(Topics.QUESTIONS_PREFIX)
        ? Optional.ofNullable(record.headers().lastHeader(CloudEvents.SUBJECT))
            .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
