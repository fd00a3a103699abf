package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was said last of a document holds, whatever was still under way when it was said. */
class LastWordTest {
  private static final String COLLECTION = "last-word";

  private final Longshore longshore = Longshore.running();
  private final Api api = longshore.api();
  private final Documents documents = new Documents(api);

  @Test
  void aDocumentThatIsDeletedWhileItIsTakenInLeavesNothing() {
    var id = documents.submit(COLLECTION, "deleted.md", tale("Perpetua", 400));
    assertThat(api.delete("/api/v1/documents/" + id).status()).isEqualTo(202);
    documents.await(id, "deleted");
    assertNothingIsLeft(id);
    assertThat(documents.search(COLLECTION, "Perpetua", 10).toString()).doesNotContain("Perpetua");
  }

  @Test
  void whatIsHandedInAgainDuringADeletionIsThereInTheEnd() {
    var old = documents.ready(COLLECTION, "again.md", tale("Leocadia", 40));
    assertThat(api.delete("/api/v1/documents/" + old).status()).isEqualTo(202);
    var id = documents.ready(COLLECTION, "again.md", tale("Leocadia the second", 40));
    documents.await(old, "deleted");
    assertThat(id).isNotEqualTo(old);
    assertNothingIsLeft(old);
    assertThat(documents.search(COLLECTION, "Leocadia", 10).toString())
        .contains("Leocadia the second", id)
        .doesNotContain(old);
  }

  @Test
  void ofTwoVersionsAtOnceTheLaterOneStays() {
    var twice = COLLECTION + "-twice"; // of passages that are nearly alike only one is found
    var id = documents.submit(twice, "twice.md", tale("Ursula", 200));
    assertThat(documents.submit(twice, "twice.md", tale("Walburga", 20))).isEqualTo(id);
    var document = documents.ended(id, Duration.ofMinutes(3));
    assertThat(document.get("state").asString()).isEqualTo("ready");
    assertThat(document.get("version").asInt()).isEqualTo(2);
    assertThat(documents.search(twice, "Who sailed the brig?", 10).toString())
        .contains("Walburga")
        .doesNotContain("Ursula");
  }

  @Test
  void anAnswerThatQuotedAnErasedDocumentLosesItsQuotes() {
    var id =
        documents.ready(
            COLLECTION,
            "quoted.txt",
            "The keeper of Stonemouth is called Eulalia.".getBytes(UTF_8));
    var answer = documents.answer(COLLECTION, "Who is the keeper of Stonemouth?");
    assertThat(answer.get("citations").toString()).contains("Eulalia");
    assertThat(api.delete("/api/v1/documents/" + id).status()).isEqualTo(202);
    documents.await(id, "deleted");
    var kept = api.get("/api/v1/answers/" + answer.get("id").asString()).json();
    assertThat(kept.get("citations").toString()).doesNotContain("Eulalia").contains("erased");
    assertNothingIsLeft(id);
  }

  private void assertNothingIsLeft(String id) {
    var swept = longshore.command("verify-erased", id);
    assertThat(swept.exit()).as(swept.out() + swept.err()).isZero();
  }

  private static byte[] tale(String name, int sections) {
    return IntStream.range(0, sections)
        .mapToObj(i ->
            "## Voyage %d\n\n%s sailed the brig on voyage %d to the isles and brought back salt, wool and a letter for the harbour master.\n\n"
                .formatted(i, name, i))
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }
}
