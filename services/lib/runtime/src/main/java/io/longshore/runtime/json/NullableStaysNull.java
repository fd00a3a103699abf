package io.longshore.runtime.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** A list that a record marks as nullable is null when it is absent, not empty. */
final class NullableStaysNull extends NopAnnotationIntrospector {
  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter
            && parameter.getOwner().getMember() instanceof Executable constructor
            && constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
                Nullable.class)
        ? JsonSetter.Value.forValueNulls(Nulls.SET)
        : JsonSetter.Value.empty();
  }
}
