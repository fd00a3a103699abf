package io.longshore.gateway;

import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.json.Json;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the rooms behind the gateway: hears what it sends to a topic, says what they would say. */
public final class RoomsBehind<T> implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final Json json = new Json();
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Class<T> type;
  private final List<T> heard = new ArrayList<>();

  public RoomsBehind(String topic, Class<T> type) {
    this.type = type;
    Map<String, Object> settings = Map.of("bootstrap.servers", LocalStack.kafka());
    this.consumer = Records.consumer(topic);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /** The first that is like this, since the start. */
  public T hear(Predicate<T> wanted) {
    for (var end = Instant.now().plus(BOUND); Instant.now().isBefore(end); ) {
      var found = heard.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        heard.remove(found.get());
        return found.get();
      }
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> heard.add(json.read(record.value(), type)));
    }
    throw new AssertionError("not heard, only " + heard);
  }

  /** Whether there is one like this by now; what was heard stays. */
  public boolean hears(Predicate<T> wanted) {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(record -> heard.add(json.read(record.value(), type)));
    return heard.stream().anyMatch(wanted);
  }

  /** All that was heard and not asked for. */
  public List<T> heard() {
    return List.copyOf(heard);
  }

  public void say(String topic, String key, Object record) {
    try {
      producer.send(new ProducerRecord<>(topic, key, json.write(record))).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public void answer(AnswerEvent event) {
    say(Topics.ANSWERS, event.question().toString(), event);
  }

  /** All of a plain answer of these pieces. */
  public void answer(Question question, String... pieces) {
    answer(AnswerEvent.started(question.id(), question.principal(), 1));
    for (var piece : pieces) {
      answer(AnswerEvent.delta(question.id(), question.principal(), 1, piece));
    }
    answer(finished(question, String.join("", pieces)));
  }

  public static AnswerEvent finished(Question question, String text) {
    return AnswerEvent.finished(
        question.id(),
        question.principal(),
        1,
        new Finished(
            text, false, List.of(), question.timings(), question.skipped(), question.degraded()));
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
