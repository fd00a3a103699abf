package io.longshore.runtime.request;

import io.longshore.contracts.Topics;
import io.longshore.contracts.request.Reply;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every reply from now on, without a group: each process that asks hears all and takes its
 * own. Starts when it is first needed.
 */
final class ReplyTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplyTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Json json;
  private final java.util.function.Consumer<Reply> heard;
  private final CountDownLatch ready = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile boolean running = true;

  /**
   * @param consumers without a group, that jump to the end where their place is gone
   */
  ReplyTail(
      Supplier<Consumer<String, byte[]>> consumers,
      Json json,
      java.util.function.Consumer<Reply> heard) {
    this.consumers = consumers;
    this.json = json;
    this.heard = heard;
  }

  /** Whether, within the bound, every reply to what is asked after this can be heard. */
  boolean awaitReady(Duration bound) {
    start();
    try {
      return ready.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void start() {
    if (thread == null && running) {
      thread = Thread.ofPlatform().name("replies").daemon().start(this::work);
    }
  }

  @Override
  public void close() {
    running = false;
    Thread started;
    synchronized (this) {
      started = thread;
    }
    if (started != null) {
      try {
        started.join(STOP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    while (running) {
      try (var consumer = consumers.get()) {
        Set<TopicPartition> assigned = partitions(consumer);
        consumer.assign(assigned);
        consumer.seekToEnd(assigned);
        assigned.forEach(consumer::position);
        ready.countDown();
        while (running) {
          consumer.poll(POLL).forEach(record -> hear(record.value()));
          assigned = withNew(assigned, consumer);
        }
      } catch (RuntimeException e) { // whatever it was, a new consumer hears what comes from now on
        log.warn("replies can't be heard: {}", e.toString());
        pause();
      }
    }
  }

  private void hear(byte[] value) {
    Reply reply;
    try {
      reply = json.read(value, Reply.class);
    } catch (Poison e) {
      log.warn("a reply can't be read: {}", e.getMessage());
      return;
    }
    heard.accept(reply);
  }

  /** A topic may grow while it is read; the metadata is the consumer's own, so this is cheap. */
  private static Set<TopicPartition> withNew(
      Set<TopicPartition> assigned, Consumer<String, byte[]> consumer) {
    Set<TopicPartition> now = partitions(consumer);
    if (now.equals(assigned)) {
      return assigned;
    }
    consumer.assign(now);
    var added = new HashSet<>(now);
    added.removeAll(assigned);
    consumer.seekToBeginning(added);
    return now;
  }

  private static Set<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    var found = consumer.partitionsFor(Topics.REPLIES);
    if (found == null || found.isEmpty()) {
      throw new KafkaException("there is no topic " + Topics.REPLIES);
    }
    return found.stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
