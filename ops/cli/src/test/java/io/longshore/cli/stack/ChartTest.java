package io.longshore.cli.stack;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the chart says of the programs, held against their sources. */
class ChartTest {
  private static final Path SOURCES = Folders.sources();
  private static final Path CHART = SOURCES.resolve("helm/longshore");
  private static final int PORT = 8080;

  private final JsonNode values = yaml(CHART.resolve("values.yaml"));

  @Test
  void everyPartOfOursIsAServiceOfTheChartWithItsImagePortAndHeap() {
    Map<String, String> expected =
        ours()
            .collect(
                toMap(
                    Part::label,
                    part ->
                        "%s %d %dm".formatted(image(part), part.port(PORT), part.heapMegabytes)));
    assertThat(expected).hasSize(7);
    assertThat(
            values.get("services").properties().stream()
                .collect(
                    toMap(
                        Map.Entry::getKey,
                        entry ->
                            "%s %d %s"
                                .formatted(
                                    entry.getValue().get("image").asString(),
                                    entry.getValue().get("port").asInt(),
                                    entry.getValue().get("heap").asString()))))
        .isEqualTo(expected);
  }

  @Test
  void whatAServiceNeedsIsWhatItsProgramUses() {
    for (Part part : ours().filter(Part::isService).toList()) {
      JsonNode service = values.get("services").get(part.label());
      Map<String, String> settings = settings(part);
      String schema = settings.getOrDefault("longshore.schema", "");
      assertThat(service.path("schema").asString("")).as(part.label()).isEqualTo(schema);
      boolean models = text(SOURCES.resolve(part.module + "/pom.xml")).contains(">inference<");
      boolean reads = !"false".equals(settings.get("longshore.models.encoder"));
      var needs = new TreeSet<String>(Set.of("kafka"));
      add(needs, "postgres", !schema.isEmpty());
      add(needs, "blobs", code(part).anyMatch(code -> code.contains("io.longshore.runtime.blob.")));
      add(needs, "models", models);
      add(needs, "repository", models && reads);
      add(needs, "issuers", code(part).anyMatch(code -> code.contains("longshore.access.oidc")));
      add(needs, "endpoint", code(part).anyMatch(code -> code.contains("TextGenerator")));
      assertThat(service.get("needs"))
          .as(part.label())
          .extracting(JsonNode::asString)
          .containsExactlyInAnyOrderElementsOf(needs);
    }
  }

  @Test
  void everySettingThatTheTemplatesMakeIsOneThatAProgramReads() {
    Set<String> read = settingsRead();
    List<String> made =
        files(CHART.resolve("templates"), "")
            .flatMap(file -> all("\\bLONGSHORE_[A-Z0-9_]*[A-Z0-9]\\b", file))
            .map(MatchResult::group)
            .distinct()
            .toList();
    assertThat(made).contains("LONGSHORE_KAFKA", "LONGSHORE_ACCESS_ADMINKEY");
    assertThat(made).filteredOn(name -> !read.contains(plain(name))).isEmpty();
  }

  @Test
  void afterARollbackWhatTheNewerReleaseTookIsGivenBeforeAnythingIsTaken() {
    assertThat(
            all(
                "\"arguments\" \\(list ([^)]*)\\) \"waits\"",
                text(CHART.resolve("templates/jobs/topics.yaml"))))
        .extracting(found -> found.group(1))
        .containsExactly("\"acls\" \"contract-acls\"");
  }

  @Test
  void theModelServerUnderstandsTheSettingsThatAVariantGivesIt() {
    Path program =
        SOURCES.resolve("ops/model-server/src/main/java/io/longshore/modelserver/Settings.java");
    String dash =
        first(
            "\"settings\" \\.service\\.settings \"dash\" \"(.?)\"",
            text(CHART.resolve("templates/_pod.tpl")));
    Set<String> given =
        files(CHART.resolve("ci"), "")
            .map(variant -> new YAMLMapper().readTree(variant))
            .flatMap(variant -> variant.at("/services/model-server/settings").propertyStream())
            .map(setting -> setting.getKey().replace("-", dash).replace('.', '_'))
            // as Settings.of takes variables
            .map(name -> name.replaceFirst("^longshore_models_", "").replace('_', '-'))
            .collect(toSet());
    assertThat(given).contains("context-tokens");
    assertThat(all("take\\(given, \"([a-z-]+)\"", text(program)).map(found -> found.group(1)))
        .containsAll(given);
  }

  @Test
  void topicsForgetAfterAsLongAsWithoutTheChart() {
    Path properties =
        SOURCES.resolve(
            "services/lib/runtime/src/main/java/io/longshore/runtime/stream/TopicProperties.java");
    Map<String, Long> minutes =
        all("@DefaultValue\\(\"(\\w+)\"\\) Duration (\\w+)", text(properties))
            .collect(toMap(found -> found.group(2), found -> minutes(found.group(1))));
    assertThat(minutes).hasSize(6);
    assertThat(
            values.at("/kafka/topics/retentionMinutes").properties().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asLong())))
        .isEqualTo(minutes);
  }

  @Test
  void everyTopicIsReadAndWrittenByAUserOfTheChart() {
    JsonNode rights = yaml(CHART.resolve("files/kafka-acls.json"));
    assertThat(rights.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            ours().filter(Part::isService).map(part -> part.label() + "-svc").toList());
    for (String kind : List.of("read", "write")) {
      Set<String> named =
          rights
              .valueStream()
              .flatMap(user -> user.path(kind).valueStream())
              .map(JsonNode::asString)
              .collect(toSet());
      assertThat(named).as(kind).containsAll(Topics.ALL);
      assertThat(named).allMatch(name -> Topics.ALL.contains(name.replaceFirst("\\.dlq$", "")));
    }
  }

  @Test
  void theDatabasesRolesAndTheBrokersUsersCanHavePasswords() {
    JsonNode secrets = yaml(CHART.resolve("values.schema.json")).at("/properties/secretValues");
    Path bootstrap =
        SOURCES.resolve("ops/local/src/main/resources/io/longshore/local/postgres/bootstrap.sql");
    Stream<String> rooms =
        all("array array \\[([^\\]]*)\\]", text(bootstrap))
            .flatMap(found -> all("\\w+", found.group(1)))
            .map(MatchResult::group);
    assertThat(secrets.get("properties").propertyNames())
        .containsAll(
            Stream.concat(rooms, Stream.of("longshore_owner"))
                .map("postgres-"::concat)
                .collect(toSet()))
        .containsAll(
            ours()
                .filter(Part::isService)
                .map(part -> "kafka-%s-svc".formatted(part.label()))
                .toList());
  }

  @Test
  void theChartRunsTheImagesOfThisBuild() {
    String version =
        first(
            "<artifactId>longshore</artifactId>\\s*<version>([^<]+)",
            text(SOURCES.resolve("pom.xml")));
    assertThat(yaml(CHART.resolve("Chart.yaml")).get("appVersion").asString()).isEqualTo(version);
  }

  private static Stream<Part> ours() {
    return Stream.of(Part.values()).filter(part -> !part.module.isEmpty());
  }

  private static String image(Part part) {
    return Path.of(part.module).getFileName().toString();
  }

  private static void add(Set<String> needs, String need, boolean needed) {
    if (needed) {
      needs.add(need);
    }
  }

  private static Map<String, String> settings(Part part) {
    var settings = new HashMap<String, String>();
    flatten(
        "",
        yaml(
            SOURCES.resolve(
                "%s/src/main/resources/%s-svc.yml".formatted(part.module, part.label()))),
        settings);
    return settings;
  }

  private static void flatten(String name, JsonNode node, Map<String, String> settings) {
    if (node.isObject()) {
      node.forEachEntry(
          (key, value) -> flatten(name.isEmpty() ? key : name + "." + key, value, settings));
    } else {
      settings.put(name, node.asString());
    }
  }

  private static Stream<String> code(Part part) {
    return files(SOURCES.resolve(part.module + "/src/main/java"), ".java");
  }

  /**
   * Names of settings in the sources: placeholders, calls, and components of properties records.
   */
  private static Set<String> settingsRead() {
    Function<String, Stream<String>> names =
        text ->
            Stream.concat(
                all("[\"{](longshore\\.[a-z0-9.-]+)", text).map(found -> found.group(1)),
                all(
                        "(?s)@ConfigurationProperties\\(\"([^\"]+)\"\\)\\s*(?:public )?record \\w+\\((.*?)\\)\\s*\\{",
                        text)
                    .flatMap(found ->
                        all("(\\w+)\\s*(?:,|$)", found.group(2))
                            .map(part -> found.group(1) + "." + part.group(1))));
    return Stream.concat(
            ours().map(part -> part.module),
            Stream.of("services/lib/runtime", "services/lib/inference"))
        .map(module -> SOURCES.resolve(module).resolve("src/main"))
        .flatMap(module -> Stream.concat(files(module, ".java"), files(module, ".yml")))
        .flatMap(names)
        .map(ChartTest::plain)
        .collect(toCollection(TreeSet::new));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static long minutes(String duration) {
    return Duration.parse(
            duration.endsWith("d")
                ? "P" + duration.toUpperCase(Locale.ROOT)
                : "PT" + duration.toUpperCase(Locale.ROOT))
        .toMinutes();
  }

  /** The group of the first match. */
  private static String first(String pattern, String text) {
    return all(pattern, text).findFirst().orElseThrow().group(1);
  }

  private static Stream<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }

  private static JsonNode yaml(Path file) {
    return new YAMLMapper().readTree(text(file));
  }

  /** Texts of the files of a folder. */
  private static Stream<String> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix) && Files.isRegularFile(file))
          .map(ChartTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw Folders.failure("look into " + folder, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    }
  }
}
