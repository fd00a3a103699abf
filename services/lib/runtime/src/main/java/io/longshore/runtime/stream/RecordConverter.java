package io.longshore.runtime.stream;

import io.longshore.runtime.json.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.function.context.config.MessageConverterHelper;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Bytes to records by our mapper. As the framework's helper it also sees to it that what is no JSON
 * is an error and not handed to the next converter.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RecordConverter implements MessageConverter, MessageConverterHelper {
  private final Json json;

  RecordConverter(Json json) {
    this.json = json;
  }

  @Override
  public @Nullable Object fromMessage(Message<?> message, Class<?> type) {
    return type.isRecord() && message.getPayload() instanceof byte[] bytes
        ? json.read(bytes, type)
        : null;
  }

  @Override
  public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
    return null;
  }

  @Override
  public boolean shouldFailIfCantConvert(Message<?> message, @Nullable Throwable error) {
    if (error instanceof Poison poison) {
      throw poison;
    }
    return true;
  }
}
