package io.longshore.runtime.stream;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;

/** The broker did not acknowledge the record in time: worth another try. */
public final class SendFailed extends RuntimeException {
  public SendFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the broker was away or busy; else it refused this record or its topic. */
  boolean isOfTheBroker() {
    Throwable cause = getCause();
    return cause instanceof RetriableException
        || cause instanceof TimeoutException
        || (cause instanceof KafkaException && cause.getCause() instanceof RetriableException);
  }
}
