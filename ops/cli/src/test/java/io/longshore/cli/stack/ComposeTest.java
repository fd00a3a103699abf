package io.longshore.cli.stack;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What docker-compose.yml says of the programs, held against their sources. */
class ComposeTest {
  private static final Path SOURCES = Folders.sources();
  private static final int PORT = 8080;

  private final String text = text("docker-compose.yml");
  private final JsonNode services = new YAMLMapper().readTree(text).get("services");

  @Test
  void everyPartOfOursRunsItsImageOfThisBuildAtItsPort() {
    String version =
        all("<artifactId>longshore</artifactId>\\s*<version>([^<]+)", text("pom.xml"))
            .getFirst()
            .group(1);
    for (Part part : ours()) {
      JsonNode service = services.get(part.label());
      assertThat(service).as(part.label()).isNotNull();
      assertThat(service.get("image").asString())
          .isEqualTo(
              "longshore/%s:${LONGSHORE_VERSION:-%s}"
                  .formatted(Path.of(part.module).getFileName(), version));
      if (part.isService()) {
        assertThat(service.at("/environment/SERVER_PORT").asInt()).isEqualTo(part.port(PORT));
      }
    }
  }

  @Test
  void aServiceWithASchemaIsMigratedByItsOwnImageBeforeItStarts() {
    for (Part part : ours().stream().filter(Part::isService).toList()) {
      var settings =
          text("%s/src/main/resources/%s.yml".formatted(part.module, part.application()));
      var job = services.get("migrate-" + part.label());
      boolean migrated = all("schema: \\w+", settings).size() == 1;
      assertThat(job != null).as(part.label()).isEqualTo(migrated);
      assertThat(services.get(part.label()).get("depends_on").has("migrate-" + part.label()))
          .as(part.label())
          .isEqualTo(migrated);
      if (job != null) {
        assertThat(job.get("image")).isEqualTo(services.get(part.label()).get("image"));
      }
    }
  }

  @Test
  void everySecretIsAskedForAndMade() {
    var asked = names("\\$\\{([A-Z_]+):\\?", text);
    assertThat(asked).hasSize(14);
    assertThat(names("(?m)^([A-Z_]+)=$", text(".env.example"))).isEqualTo(asked);
  }

  @Test
  void everySettingIsExplained() {
    var explained = names("(?m)^#?([A-Z_]+)=", text(".env.example"));
    explained.remove("COMPOSE_PROFILES");
    var used = names("(?<!\\$)\\$\\{([A-Z_]+)", text); // $$ is the container's
    used.addAll(names("(?m)^ +(LONGSHORE_[A-Z_]+):(?: #.*)?$", text));
    assertThat(used).isEqualTo(explained);
  }

  @Test
  void theBrokersUsersAreThoseOfTheList() {
    var listed = names("\"([a-z]+-svc)\":", text("helm/longshore/files/kafka-acls.json"));
    listed.add(Accounts.OPERATOR);
    assertThat(names("user_([a-z-]+)=", text)).isEqualTo(listed);
  }

  @Test
  void everyRoleOfTheDatabaseGetsAPassword() {
    var rooms =
        all(
                "array array \\[([^\\]]*)\\]",
                text("ops/local/src/main/resources/io/longshore/local/postgres/bootstrap.sql"))
            .getFirst()
            .group(1);
    var roles = names("'(\\w+)'", rooms);
    roles.add("longshore_owner");
    assertThat(names("alter role (\\w+) password", text("ops/compose/passwords.sql")))
        .isEqualTo(roles);
  }

  @Test
  void everyServerHasItsLimitsAndSaysWhetherItIsWell() {
    Set<String> jobs = Set.of("roles", "topics", "blobs");
    Map<String, JsonNode> servers =
        services.properties().stream()
            .filter(one -> !jobs.contains(one.getKey()) && !one.getKey().startsWith("migrate-"))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(servers).hasSize(ours().size() + 3);
    servers.forEach((name, server) -> {
      assertThat(server.has("healthcheck")).as(name).isTrue();
      if (!name.equals("triton")) { // its limit is the card's
        assertThat(server.propertyNames()).as(name).contains("mem_limit", "cpus");
      }
    });
  }

  @Test
  void noVolumeIsWithoutANameForDownKeepsThoseForGood() {
    var ofImages =
        Map.of(
            "apache/kafka",
            Set.of("/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"),
            "pgvector/pgvector",
            Set.of("/var/lib/postgresql"));
    services.forEachEntry((name, service) -> {
      var image = service.get("image").asString().split(":", 2)[0];
      assertThat(mounted(service)).as(name).containsAll(ofImages.getOrDefault(image, Set.of()));
    });
  }

  /** Where volumes with a name, folders and memory are. */
  private static Set<String> mounted(JsonNode service) {
    var paths = new TreeSet<String>();
    service
        .path("volumes")
        .values()
        .forEach(volume -> {
          assertThat(volume.asString()).contains(":");
          paths.add(volume.asString().split(":(?=/)", 2)[1].split(":", 2)[0]);
        });
    service.path("tmpfs").values().forEach(memory -> paths.add(memory.asString().split(":", 2)[0]));
    return paths;
  }

  @Test
  void whatAKilledServiceLeftOfPeoplesFilesIsRemovedWhereItDoesNotRun() {
    var job = services.get("blobs").toString();
    var kept = Map.of("gateway", "uploads", "ingest", "parsing");
    services.forEachEntry((name, service) -> {
      var volume = kept.get(name);
      assertThat(service.path("volumes").toString().contains(":/tmp\""))
          .as(name)
          .isEqualTo(volume != null);
      if (volume != null) {
        assertThat(service.get("volumes").toString()).contains("\"%s:/tmp\"".formatted(volume));
        assertThat(service.get("depends_on").has("blobs")).as(name).isTrue();
        assertThat(job)
            .contains("\"%s:/%s\"".formatted(volume, volume))
            .contains("getent ahostsv4 %s || rm -rf /%s/*".formatted(name, volume));
      }
    });
  }

  @Test
  void onlyTheDoorIsOpenAndOnlyToThisHost() {
    assertThat(
            services.properties().stream()
                .filter(one -> one.getValue().has("ports"))
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().get("ports").toString())))
        .isEqualTo(Map.of("gateway", "[\"127.0.0.1:${LONGSHORE_PORT:-8080}:8080\"]"));
  }

  private static List<Part> ours() {
    return Stream.of(Part.values()).filter(part -> !part.module.isEmpty()).toList();
  }

  private static Set<String> names(String pattern, String text) {
    return all(pattern, text).stream()
        .map(found -> found.group(1))
        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new));
  }

  private static List<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  private static String text(String file) {
    try {
      return Files.readString(SOURCES.resolve(file));
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    }
  }
}
