package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the database's schemas are migrated. An older program would start on newer ones, because
 * migrations only add, and not know what they are for: readers, owners, keys.
 *
 * @param migrations the number of the last one, by schema
 */
record Schemas(Map<String, Integer> migrations) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE = "schemas";
  private static final Pattern MIGRATION = Pattern.compile("(\\w+)/V(\\d+)__\\w+\\.sql$");

  Schemas {
    migrations = Map.copyOf(migrations);
  }

  /** Those that these sources make. */
  static Schemas ofSources() {
    var last = new TreeMap<String, Integer>();
    for (String module : Part.modules()) {
      Path folder = Folders.sources().resolve(module).resolve("src/main/resources/db");
      if (Files.isDirectory(folder)) {
        try (var files = Files.walk(folder)) {
          files
              .flatMap(file -> MIGRATION.matcher(file.toString()).results())
              .forEach(m -> last.merge(m.group(1), Integer.valueOf(m.group(2)), Math::max));
        } catch (IOException e) {
          throw Folders.failure("look into " + folder, e);
        }
      }
    }
    return new Schemas(last);
  }

  /** Those that a home was last started with; nothing is known of one that is new or older. */
  static Optional<Schemas> of(Home home) {
    Path file = home.data(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), Schemas.class))
          : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    } catch (JacksonException e) {
      throw new LocalFailure("%s is no list of schemas: remove it.".formatted(file), e);
    }
  }

  /** Refuses a home that a newer Longshore was started on. */
  void requireNotOlderThan(Home home) {
    of(home)
        .ifPresent(theirs -> {
          String ahead =
              theirs.migrations.entrySet().stream()
                  .filter(schema -> schema.getValue() > at(schema.getKey()))
                  .sorted(Map.Entry.comparingByKey())
                  .map(s -> "%s %d, here %d".formatted(s.getKey(), s.getValue(), at(s.getKey())))
                  .collect(Collectors.joining("; "));
          if (!ahead.isEmpty()) {
            throw new LocalFailure(
                "A newer Longshore was started on %s (%s): go on with that one, or name another LONGSHORE_HOME."
                    .formatted(home.folder(), ahead));
          }
        });
  }

  void keepIn(Home home) {
    home.note(FILE, JSON.writeValueAsString(this) + "\n");
  }

  private int at(String schema) {
    return migrations.getOrDefault(schema, 0);
  }
}
