package io.longshore.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations run before an upgrade, while programs of the version before still use the schema. */
class MigrationsTest {
  private static final Pattern TAKES =
      Pattern.compile(
          "(?im)^(?!\\s*--)\\s*(?:alter table (?:if exists |only )*\\S+\\s+)?(?:.*,\\s*)?(?:"
              + "drop (?:table|column|function|type|view|schema|sequence)|rename"
              + "|alter column \\S+ (?:type|set not null)"
              + "|add column (?![^,;]*\\bdefault\\b)(?=[^,;]*\\bnot null\\b))\\b.*");
  private static final Pattern SAYS_WHY = Pattern.compile("(?m)^-- contract: unused since \\S+");

  /** Older than upgrades one by one: docs/architecture.md says in which order they go. */
  private static final Set<String> BEFORE =
      Set.of("V3__segments.sql", "V4__shards.sql", "V2__task_queue.sql");

  @Test
  void aMigrationThatTakesAwaySaysSinceWhenNobodyUsesIt() throws IOException {
    List<Path> scripts = scripts();
    assertThat(scripts).hasSizeGreaterThan(25);
    for (Path script : scripts) {
      assertThat(script.getFileName().toString()).matches("V[0-9]+__[a-z0-9_]+\\.sql");
      if (!BEFORE.contains(script.getFileName().toString())) {
        assertThat(taken(Files.readString(script)))
            .as("%s needs a line \"-- contract: unused since …\"", script)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table turn;",
        "alter table turn drop column said_at;",
        "ALTER TABLE turn\n  DROP COLUMN said_at;",
        "alter table turn rename column said_at to at;",
        "alter table turn rename to turns;",
        "alter table turn alter column said_at set not null;",
        "alter table turn alter column id type bigint;",
        "alter table if exists turn drop column said_at;",
        "alter table turn add column a int, drop column said_at;",
        "alter table turn add column a int not null;",
        "drop function f(int);"
      })
  void whatTakesAwayIsSeen(String sql) {
    assertThat(taken("create table a (id int);\n" + sql)).hasSize(1);
    assertThat(taken("-- contract: unused since 0.3\n" + sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table turn add column source text;",
        "alter table turn add column a int not null default 0;",
        "-- adds, drop table would take",
        "drop index turn_age;",
        "alter table turn drop constraint turn_check;",
        "  execute format('drop table if exists %I', name);"
      })
  void whatAddsOrOnlyLoosensNeedsNoWord(String sql) {
    assertThat(taken(sql)).isEmpty();
  }

  private static List<String> taken(String sql) {
    return SAYS_WHY.matcher(sql).find()
        ? List.of()
        : TAKES.matcher(sql).results().map(MatchResult::group).toList();
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> modules =
        Stream.of(Part.values())
            .filter(Part::isService)
            .map(part -> Folders.sources().resolve(part.module).resolve("src/main/resources/db"))
            .filter(Files::isDirectory)) {
      return modules.flatMap(MigrationsTest::files).toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).toList().stream();
    } catch (IOException e) {
      throw Folders.failure("look into " + folder, e);
    }
  }
}
