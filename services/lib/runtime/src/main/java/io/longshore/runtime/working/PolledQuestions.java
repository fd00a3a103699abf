package io.longshore.runtime.working;

import io.longshore.contracts.Topics;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerPostProcessor;

/**
 * Every question that a consumer has polled is in the room's hands until its function has returned,
 * at the latest until the next poll: what was neither worked on nor parked then is polled again.
 */
final class PolledQuestions implements ConsumerPostProcessor<Object, Object> {
  private final SignsOfLife signs;
  private final Json json = new Json(); // the stream itself counts what it does not know

  PolledQuestions(SignsOfLife signs) {
    this.signs = signs;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Consumer<Object, Object> apply(Consumer<Object, Object> consumer) {
    return (Consumer<Object, Object>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            new Watched(consumer));
  }

  /** One consumer; all but its wake-up is called by one thread. */
  private final class Watched implements InvocationHandler {
    private final Consumer<Object, Object> consumer;
    private List<Place> batch = List.of();

    Watched(Consumer<Object, Object> consumer) {
      this.consumer = consumer;
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      boolean polls = method.getName().equals("poll");
      if (polls || method.getName().equals("close")) {
        batch.forEach(signs::release);
        batch = List.of();
      }
      Object result;
      try {
        result = method.invoke(consumer, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
      if (polls && result instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
        hold(records);
      }
      return result;
    }

    private void hold(ConsumerRecords<?, ?> records) {
      var places = new ArrayList<Place>();
      String partitions = "";
      for (var record : records) {
        var question = question(record);
        if (question.isEmpty()) {
          continue;
        }
        partitions = partitions.isEmpty() ? partitions() : partitions;
        var place = Place.of(record);
        places.add(place);
        signs.hold(place, question.get(), partitions);
      }
      batch = places;
    }

    private String partitions() {
      return consumer.assignment().stream()
          .map(partition -> partition.topic() + "/" + partition.partition())
          .sorted()
          .collect(Collectors.joining(","));
    }
  }

  private Optional<QuestionHead> question(ConsumerRecord<?, ?> record) {
    if (!record.topic().startsWith(Topics.QUESTIONS_PREFIX)
        || !(record.value() instanceof byte[] value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readHead(value, QuestionHead.class));
    } catch (Poison e) {
      return Optional.empty(); // the stream parks it
    }
  }
}
