package io.longshore.runtime.stream;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.CompositeRecordInterceptor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Every stream input tries again, parks and logs alike. The container does it, not the binding:
 * there the record is still what came from the broker.
 */
final class Listeners implements ListenerContainerWithDlqAndRetryCustomizer {
  private static final BackOff NEVER = new FixedBackOff(0, 0);

  private final StreamProperties properties;
  private final Parking parking;
  private final List<RecordInterceptor<Object, Object>> interceptors;

  /**
   * @param interceptors that see a record after its context is known, in their order
   */
  Listeners(
      StreamProperties properties,
      Parking parking,
      List<RecordInterceptor<Object, Object>> interceptors) {
    this.properties = properties;
    this.parking = parking;
    this.interceptors = interceptors;
  }

  @Override
  public boolean retryAndDlqInBinding(String destination, String group) {
    return false;
  }

  @Override
  public void configure(
      AbstractMessageListenerContainer<?, ?> container,
      String destination,
      String group,
      @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> unused,
      @Nullable BackOff unusedToo) {
    var errors =
        new DefaultErrorHandler((record, thrown) -> giveUp(record, group, thrown), backOff());
    errors.setBackOffFunction((record, thrown) -> Reason.of(thrown).isPoison() ? NEVER : null);
    errors.setResetStateOnExceptionChange(false);
    errors.setClassifications(Map.of(), true);
    container.setCommonErrorHandler(errors);
    container.getContainerProperties().setDeliveryAttemptHeader(true);
    intercept(container);
  }

  /**
   * A broker that is away is not the record's fault: it is tried again until the broker is back,
   * and nothing behind it could go on before.
   */
  private void giveUp(ConsumerRecord<?, ?> record, String group, Exception thrown) {
    Reason reason = Reason.of(thrown);
    if (reason.cause() instanceof SendFailed away && away.isOfTheBroker()) {
      throw away;
    }
    parking.park(record, group, reason);
  }

  private BackOff backOff() {
    var backOff = new ExponentialBackOff(properties.pause().toMillis(), 2);
    backOff.setMaxAttempts(properties.attempts() - 1);
    return backOff;
  }

  /** Inside of the record's observation, after its attempt is known. */
  @SuppressWarnings("unchecked")
  private void intercept(AbstractMessageListenerContainer<?, ?> container) {
    container.setInterceptBeforeTx(false);
    var all = new CompositeRecordInterceptor<>(new RecordContext(properties.attempts()));
    interceptors.forEach(all::addRecordInterceptor);
    ((AbstractMessageListenerContainer<Object, Object>) container).setRecordInterceptor(all);
  }
}
