package io.longshore.gateway.stream;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.runtime.tail.RecordReader;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event and where it stands in its partition. */
record HeardEvent(long offset, AnswerEvent event) {
  /** Empty for what can't be read, or tells of nobody's question. */
  static Optional<HeardEvent> of(ConsumerRecord<String, byte[]> record, RecordReader reader) {
    return reader
        .read(record, AnswerEvent.class)
        .filter(event -> event.question() != null && event.principal() != null)
        .map(event -> new HeardEvent(record.offset(), event));
  }
}
