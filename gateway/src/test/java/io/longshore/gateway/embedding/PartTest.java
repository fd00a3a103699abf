package io.longshore.gateway.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.contracts.request.Request;
import io.longshore.runtime.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {
  private final Json json = new Json();

  @Test
  void everyTextIsInOnePartAndKnowsItsPlace() {
    var texts = IntStream.range(0, 2_048).mapToObj(i -> "x".repeat(1 + i * 7 % 900)).toList();
    var found = new ArrayList<>(Collections.<String>nCopies(texts.size(), ""));
    for (Part part : Part.of(texts)) {
      assertThat(part.texts()).hasSameSizeAs(part.places()).hasSizeBetween(1, 16);
      for (int i = 0; i < part.places().size(); i++) {
        assertThat(found.set(part.places().get(i), part.texts().get(i))).isEmpty();
      }
    }
    assertThat(found).isEqualTo(texts);
  }

  @Test
  void theLongestTextComesFirst() {
    var parts = Part.of(List.of("short", "x".repeat(600), "鲸".repeat(300), "y"));
    assertThat(parts).extracting(Part::places).containsExactly(List.of(2, 1, 0, 3));
  }

  @Test
  void aLongTextTravelsAlone() {
    var parts = Part.of(List.of("a", "x".repeat(40_000), "b"));
    assertThat(parts).extracting(Part::places).containsExactly(List.of(1), List.of(0, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "é", "鲸", "🐳", "\"", "\\", "\n", "\b", "\u0001", "\u007f", "/", "\u2028"})
  void aTextTakesAsMuchOfARecordAsIsSaid(String unit) {
    int least = size(List.of(unit));
    int more = size(List.of(unit.repeat(1_001)));
    assertThat(more - least).isEqualTo(1_000 * Part.bytes(unit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "鲸", "🐳", "\"", "\u0001"})
  void theLongestTextFitsIntoARecord(String unit) {
    var text = unit.repeat(Part.TEXT_BYTES_MAX / Part.bytes(unit));
    assertThat(size(List.of(text))).isLessThanOrEqualTo(Limits.RECORD_BYTES);
  }

  /** Of the record that they travel in. */
  private int size(List<String> texts) {
    var body = json.text(new EmbeddingRequest(texts, TextKind.PASSAGE, LongMode.NONE));
    var principal = new Principal(Integer.MAX_VALUE, "local", List.of());
    return json.write(new Request(new UUID(0, 0), principal, "embed", 0, 1, body, Instant.EPOCH))
        .length;
  }
}
