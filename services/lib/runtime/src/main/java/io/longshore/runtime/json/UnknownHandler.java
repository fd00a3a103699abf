package io.longshore.runtime.json;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Skips what this version does not know, and says so. */
final class UnknownHandler extends DeserializationProblemHandler {
  private final Consumer<Unknown> onUnknown;

  UnknownHandler(Consumer<Unknown> onUnknown) {
    this.onUnknown = onUnknown;
  }

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      ValueDeserializer<?> deserializer,
      Object beanOrClass,
      String name) {
    Class<?> type = beanOrClass instanceof Class<?> c ? c : beanOrClass.getClass();
    onUnknown.accept(new Unknown(Unknown.Kind.FIELD, type.getSimpleName()));
    parser.skipChildren();
    return true;
  }

  @Override
  public @Nullable Object handleWeirdStringValue(
      DeserializationContext context, Class<?> target, String value, String message) {
    if (!target.isEnum()) {
      return NOT_HANDLED;
    }
    onUnknown.accept(new Unknown(Unknown.Kind.CONSTANT, target.getSimpleName()));
    return null;
  }
}
