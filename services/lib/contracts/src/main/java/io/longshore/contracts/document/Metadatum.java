package io.longshore.contracts.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One typed key; exactly one of the values is set. */
public record Metadatum(
    String key,
    @Nullable String text,
    @Nullable Double number,
    @Nullable Boolean flag,
    @Nullable LocalDate date) {
  public static Metadatum of(String key, String text) {
    return new Metadatum(key, text, null, null, null);
  }

  public static Metadatum of(String key, double number) {
    return new Metadatum(key, null, number, null, null);
  }

  public static Metadatum of(String key, boolean flag) {
    return new Metadatum(key, null, null, flag, null);
  }

  public static Metadatum of(String key, LocalDate date) {
    return new Metadatum(key, null, null, null, date);
  }

  /** Of the value that is set. */
  public Kind kind() {
    if (text != null) {
      return Kind.TEXT;
    }
    if (number != null) {
      return Kind.NUMBER;
    }
    return flag != null ? Kind.FLAG : Kind.DATE;
  }

  /** What a value may be. */
  public enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    DATE
  }
}
