package io.longshore.gateway.stream;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.runtime.tail.Listening;
import io.longshore.runtime.tail.RecordReader;
import io.longshore.runtime.tail.TopicTail;
import io.longshore.runtime.tail.TopicTails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/**
 * Hears {@code answers}, once for the whole gateway, and hands each event to the readers of its
 * question and to whoever listens to all.
 */
@Component
public final class AnswerTail {
  private final UnreadEndings unread;
  private final RecordReader records;
  private final TopicTail tail;
  private final Map<QuestionId, List<AnswerReader>> readers = new ConcurrentHashMap<>();
  private final List<Consumer<AnswerEvent>> listeners = new CopyOnWriteArrayList<>();

  AnswerTail(TopicTails tails, UnreadEndings unread, RecordReader records) {
    this.unread = unread;
    this.records = records;
    this.tail = tails.open(Listening.to("answers", List.of(Topics.ANSWERS)), this::hear);
  }

  /** Tells of every event of every question, on the tail's thread. */
  public void listen(Consumer<AnswerEvent> listener) {
    listeners.add(listener);
  }

  /** Whether the broker has answered just now, so that silence means that nothing was said. */
  public boolean inContact() {
    return tail.inContact();
  }

  /** Whether answers can be heard. */
  boolean isReady() {
    return tail.partitions(Topics.ANSWERS) > 0;
  }

  /**
   * Where the events of a question are, and from where on those of a new one can only be.
   *
   * @throws StreamProblem when the topic has not been read yet
   */
  Place placeOf(QuestionId question) {
    if (!isReady()) {
      throw StreamProblem.unavailable();
    }
    byte[] key = question.toString().getBytes(StandardCharsets.UTF_8);
    int partition = BuiltInPartitioner.partitionForKey(key, tail.partitions(Topics.ANSWERS));
    return new Place(partition, position(partition));
  }

  /**
   * Up to where a replay must read so that it meets what a reader hears that was added before this
   * call.
   */
  long position(int partition) {
    return tail.position(new TopicPartition(Topics.ANSWERS, partition))
        .orElseThrow(StreamProblem::unavailable);
  }

  /** All readers end; their clients resume elsewhere. */
  void endReaders() {
    readers.values().forEach(all -> all.forEach(AnswerReader::end));
  }

  /** Who reads now. */
  List<AnswerReader> reading() {
    return readers.values().stream().flatMap(List::stream).toList();
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

  private void hear(ConsumerRecord<String, byte[]> record) {
    HeardEvent.of(record, records)
        .ifPresent(heard -> {
          var event = heard.event();
          var reading = readers.getOrDefault(event.question(), List.of());
          reading.forEach(reader -> reader.hear(heard));
          if (event.isLast() && reading.isEmpty()) {
            unread.add(event);
          }
          listeners.forEach(listener -> listener.accept(event));
        });
  }

  /**
   * @param offset no event of the question stands before
   */
  record Place(int partition, long offset) {}
}
