package io.longshore.runtime.tail;

import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what was heard. What can't be read is said in the log and passed over. */
public final class RecordReader {
  private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

  private final Json json;

  RecordReader(Json json) {
    this.json = json;
  }

  public <T> Optional<T> read(ConsumerRecord<String, byte[]> record, Class<T> type) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.read(record.value(), type));
    } catch (Poison e) {
      log.warn(
          "can't be read: {}-{} at {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
