package io.longshore.gateway.library;

import io.longshore.contracts.Limits;
import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that people give, made safe to keep and to show. A name is never a path of this machine.
 */
public final class Names {
  static final int COLLECTION_CHARS_MAX = 100;
  private static final String NAMELESS = "document";

  private Names() {}

  /**
   * The name of a document: relative folders stay, so that two files of one name in two folders are
   * two documents; a path that leaves its folder or starts at a root loses all but its end. At most
   * {@link Limits#DOCUMENT_NAME_CHARS} characters, the ending kept.
   */
  static String document(@Nullable String given) {
    String path = visible(given == null ? "" : given).replace('\\', '/').strip();
    var parts =
        Arrays.stream(path.split("/"))
            .map(String::strip)
            .filter(part -> !part.isEmpty() && !part.matches("\\.{1,2}|[A-Za-z]:"))
            .toList();
    if (parts.isEmpty()) {
      return NAMELESS;
    }
    boolean leaves = path.startsWith("/") || path.matches("([A-Za-z]:.*)|((.*/)?\\.\\.(/.*)?)");
    return shortened(leaves ? parts.getLast() : String.join("/", parts));
  }

  /** Text without what PostgreSQL or JSON can't carry: NUL and half surrogates. */
  public static String storable(String text) {
    if (text.chars().noneMatch(unit -> unit == 0 || Character.isSurrogate((char) unit))) {
      return text;
    }
    return text.codePoints()
        .filter(point -> point != 0)
        .map(point -> isHalf(point) ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The name of a collection: one line, no slash. */
  static String collection(String given) {
    String name = wanted(given);
    if (name.isEmpty()
        || name.length() > COLLECTION_CHARS_MAX
        || name.contains("/")
        || name.contains("\\")) {
      throw LibraryProblem.badRequest(
          "collection-name-invalid",
          "A collection's name has 1 to %d characters and no slash."
              .formatted(COLLECTION_CHARS_MAX));
    }
    return name;
  }

  /** A name to look for, in the form that names are kept in. */
  static String wanted(String given) {
    return visible(given).strip();
  }

  /** Without control characters, marks that turn the direction of the text, and half surrogates. */
  private static String visible(String text) {
    return Normalizer.normalize(storable(text), Normalizer.Form.NFC)
        .codePoints()
        .filter(point -> !Character.isISOControl(point) && !turnsDirection(point))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static String shortened(String name) {
    if (name.length() <= Limits.DOCUMENT_NAME_CHARS) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
    int cut = Limits.DOCUMENT_NAME_CHARS - ending.length();
    if (Character.isHighSurrogate(name.charAt(cut - 1))) {
      cut--;
    }
    return name.substring(0, cut) + ending;
  }
}
