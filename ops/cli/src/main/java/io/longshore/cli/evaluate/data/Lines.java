package io.longshore.cli.evaluate.data;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of a data set that hold one thing a line (UTF-8). Empty lines don't count. */
public final class Lines {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Lines() {}

  /**
   * A JSON object a line.
   *
   * @throws LocalFailure naming the line that is none
   */
  public static List<JsonNode> json(Path file) {
    var all = new ArrayList<JsonNode>();
    List<String> lines = read(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        all.add(object(file, i + 1, lines.get(i)));
      }
    }
    return all;
  }

  private static JsonNode object(Path file, int number, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new LocalFailure("Line %d of %s is no JSON object.".formatted(number, file), e);
    }
    throw new LocalFailure("Line %d of %s is no JSON object.".formatted(number, file));
  }

  /**
   * Values between tabs, by the names in the first line.
   *
   * @throws LocalFailure naming the line that has not as many
   */
  public static List<Map<String, String>> tsv(Path file) {
    List<String> lines = read(file);
    if (lines.isEmpty()) {
      throw new LocalFailure(file + " is empty.");
    }
    String[] names = lines.getFirst().split("\t", -1);
    var all = new ArrayList<Map<String, String>>();
    for (int i = 1; i < lines.size(); i++) {
      String[] values = lines.get(i).split("\t", -1);
      if (lines.get(i).isBlank()) {
        continue;
      }
      if (values.length != names.length) {
        throw new LocalFailure(
            "Line %d of %s has %d columns, not %d."
                .formatted(i + 1, file, values.length, names.length));
      }
      var row = new HashMap<String, String>();
      for (int j = 0; j < names.length; j++) {
        row.put(names[j], values[j]);
      }
      all.add(row);
    }
    return all;
  }

  /**
   * The text of a field.
   *
   * @throws LocalFailure when it isn't there
   */
  public static String text(JsonNode line, String field) {
    JsonNode node = line.path(field);
    if (!node.isString() && !node.isNumber()) {
      throw new LocalFailure("A line of the data has no %s: %s".formatted(field, head(line)));
    }
    return node.asString();
  }

  /** A column of a row. */
  public static String text(Map<String, String> row, String column) {
    String value = row.get(column);
    if (value == null) {
      throw new LocalFailure("The table has no column %s: %s".formatted(column, row.keySet()));
    }
    return value;
  }

  /** The texts of a list; empty without one. */
  public static List<String> texts(JsonNode line, String field) {
    return line.path(field).valueStream().map(JsonNode::asString).toList();
  }

  /** The file of a folder; the other one when it is given. */
  public static Path file(@Nullable Path folder, String name, @Nullable Path other) {
    if (other != null) {
      return other;
    }
    return Objects.requireNonNull(folder, "neither a folder nor a file").resolve(name);
  }

  /** The folders in a folder, by name; none when it isn't one. */
  public static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw Folders.failure("list " + folder, e);
    }
  }

  private static String head(JsonNode line) {
    String text = line.toString();
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    }
  }
}
