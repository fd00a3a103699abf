package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of rights at the broker is what the services' settings and sources need. */
class BrokerListTest {
  private static final Map<String, Path> SERVICES =
      Map.of(
          "gateway-svc", Path.of("gateway"),
          "ingest-svc", Path.of("services/ingest-svc"),
          "memory-svc", Path.of("memory-svc"),
          "embedder-svc", Path.of("embedder-svc"),
          "reranker-svc", Path.of("reranker-svc"),
          "generator-svc", Path.of("generator-svc"));

  private static final Pattern INPUT = Pattern.compile("destination: ([a-z.]+), group: ([a-z]+)");
  private static final Pattern TOPIC = Pattern.compile("Topics\\.([A-Z_]+)");
  private static final Set<String> NO_TOPICS =
      Set.of("ALL", "DEAD_LETTER_SUFFIX", "QUESTIONS_PREFIX", "REQUESTS_PREFIX");

  private final Map<String, BrokerAccess> list = BrokerAccess.list();

  @Test
  void everyServiceIsAUserUnderItsOwnNameAndNobodyElseIs() {
    assertThat(list).containsOnlyKeys(SERVICES.keySet());
    list.keySet()
        .forEach(user -> assertThat(sources(user)).contains("Application.class, \"" + user + "\""));
  }

  @Test
  void aServiceReachesTheTopicsThatItsSettingsAndSourcesNameAndNoOthers() {
    list.forEach((user, may) -> {
      var reached = new TreeSet<String>(may.read());
      reached.addAll(may.write());
      reached.removeIf(topic -> topic.endsWith(Topics.DEAD_LETTER_SUFFIX));
      assertThat(reached).as(user).isEqualTo(named(user));
    });
  }

  @Test
  void aServiceJoinsTheGroupsOfItsInputsAndParksWhatComesThere() {
    list.forEach((user, may) -> {
      List<String> inputs = inputs(user);
      assertThat(may.read()).as(user).containsAll(inputs).doesNotHaveDuplicates();
      assertThat(may.groups())
          .as(user)
          .containsExactlyInAnyOrderElementsOf(
              inputs.stream().map(topic -> room(user) + "." + topic).toList());
      assertThat(may.write().stream().filter(topic -> topic.endsWith(Topics.DEAD_LETTER_SUFFIX)))
          .as(user)
          .containsExactlyInAnyOrderElementsOf(
              inputs.stream().map(topic -> topic + Topics.DEAD_LETTER_SUFFIX).toList());
    });
  }

  @Test
  void whoAsksRoomsSeesWhetherTheyAreThere() {
    list.forEach((user, may) ->
        assertThat(may.presence())
            .as(user)
            .containsExactlyInAnyOrderElementsOf(
                may.write().stream()
                    .filter(topic -> topic.startsWith(Topics.REQUESTS_PREFIX))
                    .filter(topic -> !topic.endsWith(Topics.DEAD_LETTER_SUFFIX))
                    .map(topic -> topic.substring(Topics.REQUESTS_PREFIX.length()) + "." + topic)
                    .toList()));
  }

  @Test
  void everyTopicHasSomebodyWhoWritesItAndSomebodyWhoReadsIt() {
    for (String topic : Topics.ALL) {
      assertThat(list.values()).as(topic).anyMatch(may -> may.write().contains(topic));
      assertThat(list.values()).as(topic).anyMatch(may -> may.read().contains(topic));
    }
  }

  /** By the service's own settings and sources, and by what runtime does for it. */
  private Set<String> named(String user) {
    String sources = sources(user);
    var topics = new TreeSet<>(inputs(user));
    if (topics.stream().anyMatch(topic -> topic.startsWith(Topics.QUESTIONS_PREFIX))) {
      topics.add(Topics.PROGRESS); // signs of life
    }
    if (sources.contains("new RequestHandler<")) {
      topics.add(Topics.REPLIES);
    }
    if (sources.contains("runtime.request.Requests;")) {
      topics.add(Topics.REPLIES);
      SERVICES.keySet().stream()
          .filter(room -> sources(room).contains("new RequestHandler<"))
          .forEach(room -> topics.add(Topics.requests(room(room))));
    }
    TOPIC
        .matcher(sources)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !NO_TOPICS.contains(name))
        .map(BrokerListTest::topic)
        .forEach(topics::add);
    return topics;
  }

  private static List<String> inputs(String user) {
    var settings = file(folder(user).resolve("src/main/resources/" + user + ".yml"));
    var requests =
        sources(user).contains("new RequestHandler<")
            ? Stream.of(Topics.requests(room(user)))
            : Stream.<String>empty();
    return Stream.concat(
            INPUT
                .matcher(settings)
                .results()
                .peek(found -> assertThat(found.group(2)).isEqualTo(room(user)))
                .map(found -> found.group(1)),
            requests)
        .toList();
  }

  private static String room(String user) {
    return user.substring(0, user.indexOf('-'));
  }

  private static String topic(String constant) {
    try {
      return (String) Topics.class.getField(constant).get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(constant, e);
    }
  }

  private static Path folder(String user) {
    return Longshore.ROOT.resolve(SERVICES.get(user));
  }

  private static String sources(String user) {
    try (var files = Files.walk(folder(user).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(BrokerListTest::file)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
