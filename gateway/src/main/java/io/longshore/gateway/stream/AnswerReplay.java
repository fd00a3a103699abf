package io.longshore.gateway.stream;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.runtime.tail.RecordReader;
import io.longshore.runtime.tail.TopicConsumers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads the events of a question again, by a few consumers that are kept. */
@Component
final class AnswerReplay implements DisposableBean {
  /**
   * A pooled consumer's next fetch waits for its last long poll: 10 ms instead of half a second.
   */
  private static final int FETCH_WAIT_MS = 10;

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicConsumers consumers;
  private final StreamProperties properties;
  private final RecordReader records;
  private final Semaphore slots;
  private final ConcurrentLinkedQueue<KafkaConsumer<String, byte[]>> free =
      new ConcurrentLinkedQueue<>();

  AnswerReplay(TopicConsumers consumers, StreamProperties properties, RecordReader records) {
    this.consumers = consumers;
    this.properties = properties;
    this.records = records;
    this.slots = new Semaphore(properties.replays());
  }

  /**
   * The events of the question from an offset to before another.
   *
   * @throws StreamProblem when they are kept no longer, or the broker can't be read now
   */
  List<HeardEvent> read(QuestionId question, int partition, long from, long to) {
    if (from >= to) {
      return List.of();
    }
    try {
      if (!slots.tryAcquire(properties.replayWait().toMillis(), TimeUnit.MILLISECONDS)) {
        throw StreamProblem.unavailable();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StreamProblem.unavailable();
    }
    var kept = free.poll();
    var consumer = kept == null ? consumers.make(FETCH_WAIT_MS) : kept;
    boolean healthy = false;
    try {
      var events =
          read(consumer, question, new TopicPartition(Topics.ANSWERS, partition), from, to);
      healthy = true;
      return events;
    } catch (OffsetOutOfRangeException e) {
      throw StreamProblem.expired();
    } catch (KafkaException e) {
      throw StreamProblem.unavailable();
    } finally {
      if (healthy) {
        free.add(consumer);
      } else {
        consumer.close();
      }
      slots.release();
    }
  }

  private List<HeardEvent> read(
      KafkaConsumer<String, byte[]> consumer,
      QuestionId question,
      TopicPartition partition,
      long from,
      long to) {
    consumer.assign(Set.of(partition));
    consumer.seek(partition, from);
    var key = question.toString();
    var events = new ArrayList<HeardEvent>();
    long end = System.nanoTime() + properties.replayWait().toNanos();
    while (consumer.position(partition) < to) {
      if (System.nanoTime() > end) {
        throw StreamProblem.unavailable();
      }
      for (var record : consumer.poll(POLL)) {
        if (record.offset() < to && key.equals(record.key())) {
          HeardEvent.of(record, records).ifPresent(events::add);
        }
      }
    }
    return events;
  }

  @Override
  public void destroy() {
    for (var consumer = free.poll(); consumer != null; consumer = free.poll()) {
      consumer.close();
    }
  }
}
