package io.longshore.runtime.json;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.longshore.runtime.stream.Poison;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of records that travel or lie in blobs. Ids are bare strings, times ISO 8601,
 * nulls are left out. Reading is lenient towards newer writers: unknown fields are skipped, unknown
 * constants of enums become null, both are counted; a missing list is empty.
 */
public final class Json {
  private static final JsonSetter.Value EMPTY_FOR_NULL =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private final JsonMapper mapper;

  /** Counts nothing. */
  public Json() {
    this(unknown -> {});
  }

  /**
   * @param onUnknown told of each field or constant that this version does not know
   */
  Json(Consumer<Unknown> onUnknown) {
    mapper =
        JsonMapper.builder()
            .addModule(new IdModule())
            .addHandler(new UnknownHandler(onUnknown))
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What a record says about itself, such as isLast(), is no field.
            .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(Visibility.NONE))
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .withConfigOverride(List.class, o -> o.setNullHandling(EMPTY_FOR_NULL))
            .withConfigOverride(Map.class, o -> o.setNullHandling(EMPTY_FOR_NULL))
            .annotationIntrospector(
                AnnotationIntrospector.pair(
                    new NullableStaysNull(), new JacksonAnnotationIntrospector()))
            .build();
  }

  /** UTF-8. */
  public byte[] write(Object record) {
    try {
      return mapper.writeValueAsBytes(record);
    } catch (JacksonException e) {
      throw new Poison("unencodable", record.getClass().getSimpleName() + " is no JSON", e);
    }
  }

  /**
   * @throws Poison {@code undecodable}, saying where
   */
  public <T> T read(byte[] json, Class<T> type) {
    try {
      return orPoison(mapper.readValue(json, type), type);
    } catch (JacksonException e) {
      throw undecodable(type, e);
    }
  }

  /**
   * Reads the fields that the type has, and nothing behind the last of them: for a look at a large
   * record.
   *
   * @throws Poison {@code undecodable}, saying where
   */
  public <T extends Record> T readHead(byte[] json, Class<T> type) {
    var missing =
        Arrays.stream(type.getRecordComponents())
            .map(c -> c.getName())
            .collect(toCollection(HashSet::new));
    var head = mapper.createObjectNode();
    try (JsonParser parser = mapper.createParser(json)) {
      parser.nextToken();
      while (!missing.isEmpty() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (missing.remove(name)) {
          head.set(name, parser.<JsonNode>readValueAsTree());
        } else {
          parser.skipChildren();
        }
      }
      return orPoison(mapper.treeToValue(head, type), type);
    } catch (JacksonException e) {
      throw undecodable(type, e);
    }
  }

  /** For a column of text or jsonb. */
  public String text(Object record) {
    return new String(write(record), StandardCharsets.UTF_8);
  }

  /**
   * From a column of text or jsonb.
   *
   * @throws Poison {@code undecodable}, saying where
   */
  public <T> T read(String json, Class<T> type) {
    return read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  /**
   * Reads to the end and closes.
   *
   * @throws Poison {@code undecodable}, saying where
   * @throws UncheckedIOException when the stream breaks off
   */
  public <T> T read(InputStream json, Class<T> type) {
    try (json) {
      return orPoison(mapper.readValue(json, type), type);
    } catch (JacksonIOException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (JacksonException e) {
      throw undecodable(type, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T orPoison(@Nullable T value, Class<T> type) {
    if (value == null) {
      throw new Poison("undecodable", "null is no " + type.getSimpleName());
    }
    return value;
  }

  /** Says where, never what: the text of documents and questions stays out of logs and headers. */
  private static Poison undecodable(Class<?> type, JacksonException e) {
    return new Poison("undecodable", "No %s: %s".formatted(type.getSimpleName(), JsonPlace.of(e)));
  }
}
