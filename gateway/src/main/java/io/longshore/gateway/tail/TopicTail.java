package io.longshore.gateway.tail;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions of some topics from their end, without a group, on a thread of its own. */
public final class TopicTail {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A broker that lives answers a fetch after {@link #POLL} at the latest. */
  private static final Duration CONTACT = POLL.multipliedBy(5);

  private final String name;
  private final List<String> topics;
  private final TopicConsumers consumers;
  private final Ear ear;

  /** Everything before was handed out or is just being handed out. */
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

  /** Empty until all positions are known. */
  private volatile Map<String, Integer> partitions = Map.of();

  private volatile boolean inContact;
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  /** Who listens, on the tail's thread. */
  public interface Ear {
    /** Each record once, in the order of its partition. */
    void hear(ConsumerRecord<String, byte[]> record);

    /**
     * After every poll, several times a second.
     *
     * @param inContact whether the broker has answered just now: silence of a topic means nothing
     *     while it does not
     */
    default void polled(boolean inContact) {}
  }

  TopicTail(String name, List<String> topics, TopicConsumers consumers, Ear ear) {
    this.name = name;
    this.topics = List.copyOf(topics);
    this.consumers = consumers;
    this.ear = ear;
  }

  /** How many partitions a topic has; 0 until it can be heard. */
  public int partitions(String topic) {
    return partitions.getOrDefault(topic, 0);
  }

  /**
   * Up to where a replay must read so that it meets what an ear hears that listened before this
   * call; empty until it can be heard.
   */
  public OptionalLong position(TopicPartition partition) {
    var position = positions.get(partition);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** As {@link Ear#polled} was told last. */
  public boolean inContact() {
    return inContact;
  }

  void start() {
    running = true;
    thread = Thread.ofPlatform().name("tail-" + name).daemon().start(this::work);
  }

  void stop() {
    running = false;
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (running) {
      try (var consumer = consumers.make((int) POLL.toMillis())) {
        assign(consumer);
        var contact = new Contact(consumer);
        while (running) {
          poll(consumer);
          polled(contact.isThere());
        }
      } catch (
          RuntimeException e) { // whatever it was, a new consumer goes on where this one stopped
        log.warn("{} can't be read: {}", name, e.toString());
        polled(false);
        pause();
      }
    }
  }

  private void polled(boolean answered) {
    inContact = answered;
    ear.polled(answered);
  }

  private void assign(KafkaConsumer<String, byte[]> consumer) {
    var all = topics.stream().flatMap(topic -> found(consumer, topic)).collect(Collectors.toSet());
    consumer.assign(all);
    var unknown = new HashSet<TopicPartition>();
    for (var partition : all) {
      var position = positions.get(partition);
      if (position == null) {
        unknown.add(partition);
      } else {
        consumer.seek(partition, position);
      }
    }
    if (!unknown.isEmpty()) {
      consumer.seekToEnd(unknown);
    }
    publish(consumer, all);
    partitions =
        all.stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.summingInt(one -> 1)));
  }

  private static Stream<TopicPartition> found(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    var found = consumer.partitionsFor(topic);
    if (found.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition()));
  }

  private void poll(KafkaConsumer<String, byte[]> consumer) {
    try {
      var records = consumer.poll(POLL);
      publish(consumer, records.partitions());
      records.forEach(this::hand);
    } catch (OffsetOutOfRangeException e) {
      log.warn("{} were lost: {}", name, e.toString());
      consumer.seekToBeginning(e.partitions());
      publish(consumer, e.partitions());
    }
  }

  /** Before the records are handed out: see {@link #position}. */
  private void publish(KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> moved) {
    moved.forEach(partition -> positions.put(partition, consumer.position(partition)));
  }

  private void hand(ConsumerRecord<String, byte[]> record) {
    try {
      ear.hear(record);
    } catch (RuntimeException e) { // the records behind it are not to be lost with it
      log.error("not heard: {}-{} at {}", record.topic(), record.partition(), record.offset(), e);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Whether fetches are answered: a consumer does not say that its broker is gone. */
  private static final class Contact {
    private final Metric fetches;
    private double seen;
    private long seenAt = System.nanoTime();

    Contact(KafkaConsumer<String, byte[]> consumer) {
      this.fetches =
          consumer.metrics().entrySet().stream()
              .filter(metric -> metric.getKey().name().equals("fetch-total"))
              .filter(metric -> metric.getKey().group().equals("consumer-fetch-manager-metrics"))
              .<Metric>map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow();
    }

    boolean isThere() {
      var answered = (double) Objects.requireNonNull(fetches.metricValue());
      if (answered != seen) {
        seen = answered;
        seenAt = System.nanoTime();
      }
      return System.nanoTime() - seenAt < CONTACT.toNanos();
    }
  }
}
