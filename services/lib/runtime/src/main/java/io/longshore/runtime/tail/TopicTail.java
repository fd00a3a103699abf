package io.longshore.runtime.tail;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of some topics without a group, on a thread of its own: those that it knows
 * first from their end or from a time in the past, those that a topic gets later from their
 * beginning. After an error it goes on where it stopped.
 */
public final class TopicTail {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration METADATA = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A broker that lives answers a fetch after {@link #POLL} at the latest. */
  private static final Duration CONTACT = POLL.multipliedBy(5);

  private final Listening listening;
  private final TopicConsumers consumers;
  private final Clock clock;
  private final Ear ear;

  /** Everything before was handed out or is just being handed out. */
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

  private final CountDownLatch ready = new CountDownLatch(1);

  /** Empty until all positions are known. */
  private volatile Map<String, Integer> partitions = Map.of();

  private volatile boolean inContact;
  private volatile boolean ended;
  private @Nullable Thread thread;

  /** Who listens, on the tail's thread. */
  @FunctionalInterface
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

  TopicTail(Listening listening, TopicConsumers consumers, Clock clock, Ear ear) {
    this.listening = listening;
    this.consumers = consumers;
    this.clock = clock;
    this.ear = ear;
  }

  /**
   * Starts it where it has not been.
   *
   * @return whether, within the bound, all can be heard that is said after this
   */
  public boolean awaitReady(Duration bound) {
    start();
    try {
      return ready.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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

  /** With the application. */
  void begin() {
    ended = false;
    if (!listening.whenNeeded()) {
      start();
    }
  }

  private synchronized void start() {
    if (thread == null && !ended) {
      thread = Thread.ofPlatform().name("tail-" + listening.name()).daemon().start(this::work);
    }
  }

  void end() {
    ended = true;
  }

  synchronized void awaitEnd() {
    if (thread != null) {
      try {
        thread.join(STOP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  private void work() {
    while (!ended) {
      try (var consumer = consumers.make((int) POLL.toMillis())) {
        assign(consumer, found(consumer, METADATA));
        var contact = new Contact(consumer, CONTACT);
        polled(false);
        while (!ended) {
          poll(consumer);
          boolean answered = contact.isThere();
          polled(answered);
          if (answered) {
            grow(consumer);
          }
        }
      } catch (
          RuntimeException e) { // whatever it was, a new consumer goes on where this one stopped
        log.warn("{} can't be read: {}", listening.name(), e.toString());
        polled(false);
        pause();
      }
    }
  }

  private void polled(boolean answered) {
    inContact = answered;
    ear.polled(answered);
  }

  private void assign(Consumer<String, byte[]> consumer, Set<TopicPartition> all) {
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
    seek(consumer, unknown);
    publish(consumer, all);
    partitions =
        all.stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.summingInt(one -> 1)));
    ready.countDown();
  }

  /** To where it begins. */
  private void seek(Consumer<String, byte[]> consumer, Set<TopicPartition> unknown) {
    var past = listening.past();
    if (unknown.isEmpty()) {
      return;
    }
    if (ready.getCount() == 0) { // a topic has grown
      consumer.seekToBeginning(unknown);
    } else if (past == null) {
      consumer.seekToEnd(unknown);
    } else {
      long from = clock.instant().minus(past).toEpochMilli();
      consumer
          .offsetsForTimes(unknown.stream().collect(Collectors.toMap(one -> one, one -> from)))
          .forEach((partition, first) -> {
            if (first == null) {
              consumer.seekToEnd(Set.of(partition));
            } else {
              consumer.seek(partition, first.offset());
            }
          });
    }
  }

  /**
   * The metadata are the consumer's own, so this is cheap; only where it has forgotten them,
   * because it finds no broker, would it wait for one.
   */
  private void grow(Consumer<String, byte[]> consumer) {
    Set<TopicPartition> now;
    try {
      now = found(consumer, POLL);
    } catch (TimeoutException e) {
      return;
    }
    if (!now.equals(consumer.assignment())) {
      assign(consumer, now);
    }
  }

  private Set<TopicPartition> found(Consumer<String, byte[]> consumer, Duration bound) {
    return listening.topics().stream()
        .flatMap(topic -> found(consumer, topic, bound))
        .collect(Collectors.toSet());
  }

  private static Stream<TopicPartition> found(
      Consumer<String, byte[]> consumer, String topic, Duration bound) {
    var found = consumer.partitionsFor(topic, bound);
    if (found.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition()));
  }

  private void poll(Consumer<String, byte[]> consumer) {
    try {
      var records = consumer.poll(POLL);
      publish(consumer, records.partitions());
      records.forEach(this::hand);
    } catch (OffsetOutOfRangeException e) {
      log.warn("{} were lost: {}", listening.name(), e.toString());
      consumer.seekToBeginning(e.partitions());
      publish(consumer, e.partitions());
    }
  }

  /** Before the records are handed out: see {@link #position}. */
  private void publish(Consumer<String, byte[]> consumer, Set<TopicPartition> moved) {
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
      ended = true;
    }
  }
}
