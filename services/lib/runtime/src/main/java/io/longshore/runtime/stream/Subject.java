package io.longshore.runtime.stream;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.QuestionId;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a record is about, as it stands in the header {@code ce_subject} and in the logs. */
record Subject(String kind, String id) {
  private static final ClassValue<List<RecordComponent>> IDS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return type.isRecord()
              ? Arrays.stream(type.getRecordComponents()).filter(c -> !kind(c).isEmpty()).toList()
              : List.of();
        }
      };

  /** The first question or document that the record names. */
  static Optional<Subject> of(Object record) {
    return IDS.get(record.getClass()).stream().flatMap(c -> value(c, record)).findFirst();
  }

  /** From the form of {@link #toString}. */
  static Optional<Subject> parse(String header) {
    int slash = header.indexOf('/');
    return slash < 1
        ? Optional.empty()
        : Optional.of(new Subject(header.substring(0, slash), header.substring(slash + 1)));
  }

  /** Name of its field in the logs. */
  String logField() {
    return kind + "Id";
  }

  @Override
  public String toString() {
    return kind + "/" + id;
  }

  private static Stream<Subject> value(RecordComponent component, Object record) {
    try {
      Object id = component.getAccessor().invoke(record);
      return Stream.ofNullable(id)
          .map(value -> new Subject(kind(component), Objects.toString(value)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String kind(RecordComponent component) {
    Class<?> type = component.getType();
    return type == QuestionId.class ? "question" : type == DocumentId.class ? "document" : "";
  }
}
