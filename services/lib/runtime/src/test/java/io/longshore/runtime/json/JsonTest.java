package io.longshore.runtime.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.stream.Poison;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Golden files of a released version are never changed: what can't read them can't run beside what
 * wrote them. A record that is written with more since then has a further file in a later version's
 * folder.
 */
class JsonTest {
  /** Oldest first. */
  private static final List<String> VERSIONS = List.of("v1", "v2", "v3", "v4", "v5");

  private static final Set<String> MAPS = Set.of("timings", "counts", "what", "figures");
  private static final JsonMapper PLAIN = new JsonMapper();

  private final List<Unknown> unknown = new ArrayList<>();
  private final Json json = new Json(unknown::add);

  static Stream<Arguments> records() {
    return GoldenRecords.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void aRecordIsWrittenAsItsGoldenFileSays(String name, Object record) throws IOException {
    assertThat(PLAIN.readTree(json.write(record))).isEqualTo(PLAIN.readTree(golden(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void aGoldenFileOfEveryVersionIsReadAsItsRecord(String name, Object record) throws IOException {
    for (byte[] golden : everyGolden(name)) {
      assertThat((Object) json.read(golden, record.getClass())).isEqualTo(record);
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void whatIsWrittenHoldsAllThatAnOlderReaderKnows(String name, Object record) throws IOException {
    JsonNode written = PLAIN.readTree(json.write(record));
    for (byte[] golden : everyGolden(name)) {
      assertHolds(written, PLAIN.readTree(golden), name);
    }
  }

  /** Objects may have more fields; everything else is the same. */
  private static void assertHolds(JsonNode written, JsonNode known, String path) {
    if (known.isObject()) {
      known
          .propertyStream()
          .forEach(field -> {
            assertThat(written.has(field.getKey())).as(path + "." + field.getKey()).isTrue();
            assertHolds(written.get(field.getKey()), field.getValue(), path + "." + field.getKey());
          });
    } else if (known.isArray()) {
      assertThat(written.size()).as(path).isEqualTo(known.size());
      for (int i = 0; i < known.size(); i++) {
        assertHolds(written.get(i), known.get(i), path + "[" + i + "]");
      }
    } else {
      assertThat(written).as(path).isEqualTo(known);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void fieldsOfANewerWriterAreSkippedAndCounted(String name, Object record) throws IOException {
    JsonNode newer = PLAIN.readTree(golden(name));
    int added = addFields(newer);
    assertThat((Object) json.read(PLAIN.writeValueAsBytes(newer), record.getClass()))
        .isEqualTo(record);
    assertThat(unknown)
        .hasSize(added)
        .contains(new Unknown(Unknown.Kind.FIELD, record.getClass().getSimpleName()));
  }

  @ParameterizedTest
  @CsvSource({"document-submitted, action, Action", "answer-delta, kind, Kind"})
  void aConstantOfANewerWriterIsNullAndCounted(String name, String field, String type)
      throws IOException {
    var newer = (ObjectNode) PLAIN.readTree(golden(name));
    newer.put(field, "FROM_TOMORROW");
    Class<?> recordType = requireNonNull(GoldenRecords.all().get(name)).getClass();
    Object record = json.read(PLAIN.writeValueAsBytes(newer), recordType);
    assertThat(PLAIN.readTree(json.write(record)).has(field)).isFalse();
    assertThat(unknown).containsExactly(new Unknown(Unknown.Kind.CONSTANT, type));
  }

  @Test
  void aListThatAnOlderWriterDidNotKnowIsEmpty() throws IOException {
    var older = (ObjectNode) PLAIN.readTree(golden("question-ranked"));
    older.remove(List.of("skipped", "degraded", "timings", "history"));
    var question = json.read(PLAIN.writeValueAsBytes(older), Question.class);
    assertThat(question.skipped()).isEmpty();
    assertThat(question.timings()).isEmpty();
  }

  @Test
  void aNumberThatAnOlderWriterDidNotKnowIsZero() throws IOException {
    var older = (ObjectNode) PLAIN.readTree(golden("document-submitted"));
    older.remove("bytes");
    assertThat(json.read(PLAIN.writeValueAsBytes(older), DocumentSubmitted.class).bytes()).isZero();
  }

  @Test
  void aChoiceThatThisVersionDoesNotKnowIsTheDefault() throws IOException {
    var newer = (ObjectNode) PLAIN.readTree(golden("question-options"));
    ((ObjectNode) newer.get("options")).put("draft", "FROM_TOMORROW").put("legs", "FROM_TOMORROW");
    var question = json.read(PLAIN.writeValueAsBytes(newer), Question.class);
    assertThat(question.options().draft()).isEqualTo(Options.Draft.AUTO);
    assertThat(question.options().legs()).isEqualTo(Options.Legs.BOTH);
    assertThat(question.options().passages()).isEqualTo(3);
    assertThat(unknown)
        .containsExactlyInAnyOrder(
            new Unknown(Unknown.Kind.CONSTANT, "Draft"),
            new Unknown(Unknown.Kind.CONSTANT, "Legs"));
  }

  @Test
  void idsAreBareStrings() {
    var id = DocumentId.random();
    assertThat(new String(json.write(id), StandardCharsets.UTF_8)).isEqualTo("\"" + id + "\"");
    assertThat(json.read(json.write(id), DocumentId.class)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"id\":7}", "{\"id\":\"no uuid\"}", "\u0000\u0001"})
  void whatIsNoQuestionIsPoison(String text) {
    assertThatThrownBy(() -> json.read(text.getBytes(StandardCharsets.UTF_8), Question.class))
        .isInstanceOfSatisfying(
            Poison.class, poison -> assertThat(poison.code()).isEqualTo("undecodable"));
  }

  @Test
  void aComplaintSaysWhereAndNotWhat() {
    assertThatThrownBy(() ->
            json.read(
                "{\"options\":{\"k\":\"secret\"}}".getBytes(StandardCharsets.UTF_8),
                Question.class))
        .hasMessageContaining("options.k")
        .hasMessageContaining("line 1")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aComplaintNamesTheRuleThatARecordHas() {
    byte[] tenantZero = "{\"tenant\":0,\"owner\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> json.read(tenantZero, Principal.class))
        .hasMessage("No Principal: wrong at line 1, column 24: tenant must be positive, not 0");
  }

  @Test
  void aStreamIsReadAndClosed() throws IOException {
    var closed = new boolean[1];
    var in =
        new ByteArrayInputStream(golden("structure")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(json.read(in, Structure.class).sections()).hasSize(2);
    assertThat(closed[0]).isTrue();
  }

  @Test
  void aStreamThatBreaksOffIsNoPoison() {
    var broken =
        new FilterInputStream(new ByteArrayInputStream(new byte[0])) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("disk");
          }
        };
    assertThatThrownBy(() -> json.read(broken, Structure.class))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theLargestLegalQuestionFitsIntoARecord() {
    byte[] largest = json.write(LargestQuestion.inChinese());
    assertThat(largest.length).isLessThanOrEqualTo(Limits.RECORD_BYTES);
  }

  /** The newest. */
  private static byte[] golden(String name) throws IOException {
    return everyGolden(name).getLast();
  }

  private static List<byte[]> everyGolden(String name) throws IOException {
    var all = new ArrayList<byte[]>();
    for (String version : VERSIONS) {
      try (var in =
          JsonTest.class.getResourceAsStream("/golden/" + version + "/" + name + ".json")) {
        if (in != null) {
          all.add(in.readAllBytes());
        }
      }
    }
    assertThat(all).as("golden files of %s", name).isNotEmpty();
    return all;
  }

  /** Adds a field to every record in the tree; maps hold no records. */
  private static int addFields(JsonNode node) {
    int added = 0;
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        added += MAPS.contains(field.getKey()) ? 0 : addFields(field.getValue());
      }
      object.putObject("from_tomorrow").putArray("deep").add(1);
      return added + 1;
    }
    if (node instanceof ArrayNode array) {
      for (JsonNode element : array) {
        added += addFields(element);
      }
    }
    return added;
  }
}
