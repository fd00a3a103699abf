package io.longshore.gateway.door.api;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Metadatum;
import io.longshore.gateway.library.Names;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of an upload beside the file, read and checked. */
final class UploadForm {
  static final int METADATA_CHARS_MAX = 32_768;
  static final int KEY_CHARS_MAX = 64;
  static final int VALUE_CHARS_MAX = 1_000;
  static final int GROUP_CHARS_MAX = 100;

  private static final List<String> FIELDS =
      List.of("file", "collection", "metadata", "language", "date", "readers");

  /** By which documents are found beside their metadata. */
  private static final Set<String> OWN_KEYS = Set.of("name", "language", "date");

  /** Of these, those that are text whatever it looks like. */
  private static final Set<String> TEXT_KEYS = Set.of("name", "language");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private UploadForm() {}

  static @Nullable String language(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    if (!isLanguage(given.strip())) {
      throw ApiProblem.badRequest(
          "language-invalid", "language is a BCP 47 tag such as en or zh-Hant.");
    }
    return given.strip();
  }

  static boolean isLanguage(String tag) {
    return LANGUAGE.matcher(tag).matches();
  }

  static @Nullable LocalDate date(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    try {
      if (DATE.matcher(given.strip()).matches()) {
        return LocalDate.parse(given.strip());
      }
    } catch (DateTimeParseException e) {
      // said below: a month 13 is no date either
    }
    throw ApiProblem.badRequest("date-invalid", "date is a day such as 1851-10-18.");
  }

  /** A misspelt {@code readers} must not hand a document to everybody. */
  static void checkNames(MultipartHttpServletRequest request) {
    if (!FIELDS.containsAll(request.getMultiFileMap().keySet())
        || !FIELDS.containsAll(request.getParameterMap().keySet())) {
      throw ApiProblem.badRequest(
          "field-unknown", "An upload has no fields but " + String.join(", ", FIELDS) + ".");
    }
  }

  /** A JSON object of text, numbers, true, false and days; null values are left out. */
  static List<Metadatum> metadata(@Nullable String given, JsonMapper json) {
    if (given == null || given.isBlank()) {
      return List.of();
    }
    if (given.length() > METADATA_CHARS_MAX) {
      throw invalid("is longer than %d characters".formatted(METADATA_CHARS_MAX));
    }
    JsonNode root;
    try {
      root = json.readTree(given);
    } catch (JacksonException e) {
      throw invalid("is no JSON");
    }
    if (!root.isObject() || root.size() > Limits.METADATA_KEYS) {
      throw invalid("must be an object of at most %d keys".formatted(Limits.METADATA_KEYS));
    }
    var all = new ArrayList<Metadatum>();
    root.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .forEach(entry -> all.add(one(entry.getKey(), entry.getValue())));
    return all;
  }

  private static Metadatum one(String givenKey, JsonNode value) {
    String key = Names.storable(givenKey);
    if (key.isBlank() || key.length() > KEY_CHARS_MAX) {
      throw invalid("has a key that is empty or longer than %d".formatted(KEY_CHARS_MAX));
    }
    if (OWN_KEYS.contains(key)) {
      throw invalid("has the key %s, which is the document's own".formatted(key));
    }
    return typed(key, value)
        .orElseThrow(() ->
            invalid(
                "%s must be text of at most %d characters, a number, true or false"
                    .formatted(key, VALUE_CHARS_MAX)));
  }

  /** A value under a key; empty when it is of no kind that is stored, or too long. */
  static Optional<Metadatum> typed(String key, JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(Metadatum.of(key, value.booleanValue()));
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return Optional.of(Metadatum.of(key, value.doubleValue()));
    }
    if (!value.isString() || value.stringValue().length() > VALUE_CHARS_MAX) {
      return Optional.empty();
    }
    String text = Names.storable(value.stringValue());
    try {
      return Optional.of(
          !TEXT_KEYS.contains(key) && DATE.matcher(text).matches()
              ? Metadatum.of(key, LocalDate.parse(text))
              : Metadatum.of(key, text));
    } catch (DateTimeParseException e) {
      return Optional.of(Metadatum.of(key, text));
    }
  }

  /** A JSON array of groups; null when nothing was said. */
  static @Nullable List<String> readers(@Nullable String given, JsonMapper json) {
    if (given == null || given.isBlank()) {
      return null;
    }
    try {
      return groups("readers", List.of(json.readValue(given, String[].class)));
    } catch (JacksonException | NullPointerException e) {
      throw invalidGroups("readers");
    }
  }

  /**
   * Groups in one order, each once; null when nothing was said.
   *
   * @param field that they stand in
   */
  static @Nullable List<String> groups(String field, @Nullable List<@Nullable String> given) {
    if (given == null) {
      return null;
    }
    var groups =
        given.stream()
            .map(group -> Names.storable(group == null ? "" : group))
            .distinct()
            .sorted()
            .toList();
    if (groups.size() > Limits.READERS
        || groups.stream().anyMatch(one -> one.isBlank() || one.length() > GROUP_CHARS_MAX)) {
      throw invalidGroups(field);
    }
    return groups;
  }

  private static ApiProblem invalidGroups(String field) {
    return ApiProblem.badRequest(
        field + "-invalid",
        "%s is a JSON array of at most %d groups of 1 to %d characters."
            .formatted(field, Limits.READERS, GROUP_CHARS_MAX));
  }

  private static ApiProblem invalid(String what) {
    return ApiProblem.badRequest("metadata-invalid", "metadata " + what + ".");
  }
}
