package io.longshore.runtime.stream;

import io.longshore.contracts.CloudEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.support.KafkaHeaders;

/** What the thread of a stream function knows of its record: its subject and its attempt. */
final class RecordContext implements RecordInterceptor<Object, Object> {
  private static final String QUESTION = "questionId";
  private static final String DOCUMENT = "documentId";

  private final int attempts;

  RecordContext(int attempts) {
    this.attempts = attempts;
  }

  @Override
  public ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    header(record, CloudEvents.SUBJECT)
        .flatMap(bytes -> Subject.parse(new String(bytes, StandardCharsets.UTF_8)))
        .filter(s -> s.logField().equals(QUESTION) || s.logField().equals(DOCUMENT))
        .ifPresent(s -> MDC.put(s.logField(), s.id()));
    int attempt =
        header(record, KafkaHeaders.DELIVERY_ATTEMPT)
            .map(b -> ByteBuffer.wrap(b).getInt())
            .orElse(1);
    Attempt.begin(attempt >= attempts);
    return record;
  }

  @Override
  public void afterRecord(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    Attempt.end();
    MDC.remove(QUESTION);
    MDC.remove(DOCUMENT);
  }

  private static Optional<byte[]> header(ConsumerRecord<?, ?> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name)).map(h -> h.value());
  }
}
