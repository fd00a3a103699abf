package io.longshore.gateway.stream;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads all partitions of {@code answers} from their end, without a group, and hands each event to
 * the readers of its question.
 */
@Component
final class AnswerTail implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AnswerTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final AnswerConsumers consumers;
  private final UnreadEndings unread;
  private final Json json;
  private final Map<QuestionId, List<AnswerReader>> readers = new ConcurrentHashMap<>();

  /** By partition: everything before was handed out or is just being handed out. */
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

  /** 0 until all positions are known. */
  private volatile int partitions;

  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  AnswerTail(AnswerConsumers consumers, UnreadEndings unread, Json json) {
    this.consumers = consumers;
    this.unread = unread;
    this.json = json;
  }

  /** Whether answers can be heard. */
  boolean isReady() {
    return partitions > 0;
  }

  /**
   * Where the events of a question are, and from where on those of a new one can only be.
   *
   * @throws StreamProblem when the topic has not been read yet
   */
  Place placeOf(QuestionId question) {
    int all = partitions;
    if (all == 0) {
      throw StreamProblem.unavailable();
    }
    byte[] key = question.toString().getBytes(StandardCharsets.UTF_8);
    int partition = BuiltInPartitioner.partitionForKey(key, all);
    return new Place(partition, position(partition));
  }

  /**
   * Up to where a replay must read so that it meets what a reader hears that was added before this
   * call.
   */
  long position(int partition) {
    var position = positions.get(partition);
    if (position == null) {
      throw StreamProblem.unavailable();
    }
    return position;
  }

  /** All readers end; their clients resume elsewhere. */
  void endReaders() {
    readers.values().forEach(all -> all.forEach(AnswerReader::end));
  }

  void add(AnswerReader reader) {
    readers.computeIfAbsent(reader.question(), id -> new CopyOnWriteArrayList<>()).add(reader);
  }

  void remove(AnswerReader reader) {
    readers.computeIfPresent(
        reader.question(),
        (id, all) -> {
          all.remove(reader);
          return all.isEmpty() ? null : all;
        });
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("answers").daemon().start(this::work);
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Below the web server's, so that requests that are being finished still hear their answers. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void work() {
    while (running) {
      try (var consumer = consumers.make((int) POLL.toMillis())) {
        assign(consumer);
        while (running) {
          poll(consumer);
        }
      } catch (
          RuntimeException e) { // whatever it was, a new consumer goes on where this one stopped
        log.warn("answers can't be read: {}", e.toString());
        pause();
      }
    }
  }

  private void assign(KafkaConsumer<String, byte[]> consumer) {
    var found = consumer.partitionsFor(Topics.ANSWERS);
    if (found.isEmpty()) {
      throw new KafkaException("there is no topic " + Topics.ANSWERS);
    }
    var all =
        found.stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(all);
    var unknown = new HashSet<TopicPartition>();
    for (var partition : all) {
      var position = positions.get(partition.partition());
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
    partitions = all.size();
  }

  private void poll(KafkaConsumer<String, byte[]> consumer) {
    try {
      var records = consumer.poll(POLL);
      publish(consumer, records.partitions());
      records.forEach(this::hand);
    } catch (OffsetOutOfRangeException e) {
      log.warn("answers were lost: {}", e.toString());
      consumer.seekToBeginning(e.partitions());
      publish(consumer, e.partitions());
    }
  }

  /** Before the records are handed out: see {@link #position}. */
  private void publish(KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> moved) {
    moved.forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
  }

  private void hand(ConsumerRecord<String, byte[]> record) {
    AnswerEvent event;
    try {
      event = json.read(record.value(), AnswerEvent.class);
    } catch (Poison e) {
      log.warn("an answer event can't be read at {}-{}", record.partition(), record.offset());
      return;
    }
    if (event.question() == null) {
      return; // a kind of event that this version does not know
    }
    var reading = readers.getOrDefault(event.question(), List.of());
    reading.forEach(reader -> reader.hear(new HeardEvent(record.offset(), event)));
    if (event.isLast() && reading.isEmpty()) {
      unread.add(event);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /**
   * @param offset no event of the question stands before
   */
  record Place(int partition, long offset) {}
}
