package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentJourneyTest {
  private static final String COLLECTION = "journeys";
  private final Api api = Longshore.running().api();
  private final Documents documents = new Documents(api);

  @Test
  void aDocumentIsFoundAtTheSpanWhereItSaysSo() {
    var text =
        """
        # The harbour of Kestrel Bay

        Emoji 🚢 and rare letters 𠮷 stand before the fact.

        ## The lighthouse

        The lamp of Kestrel Bay burns 412 litres of oil a year. It was lit in 1871.
        """;
    var id = documents.ready(COLLECTION, "kestrel.md", text.getBytes(UTF_8));

    var best = documents.search(COLLECTION, "How much oil does the lamp burn?", 3).getFirst();
    assertThat(best.get("document").asString()).isEqualTo(id);
    assertThat(best.get("name").asString()).isEqualTo("kestrel.md");
    assertThat(best.get("text").asString()).contains("412 litres of oil");

    var start = best.get("start").asInt();
    var end = best.get("end").asInt();
    var range =
        api.get("/api/v1/documents/%s/text?start=%d&end=%d".formatted(id, start, end)).json();
    assertThat(range.get("text").asString()).isEqualTo(best.get("text").asString());
    assertThat(best.get("text").asString().codePoints().count()).isEqualTo(end - start);
  }

  @Test
  void aNewVersionReplacesTheOldOne() {
    var old = documents.ready(COLLECTION, "tariff.txt", bytes("The berth fee is 11 crowns."));
    var id = documents.ready(COLLECTION, "tariff.txt", bytes("The berth fee is 29 crowns."));
    assertThat(id).isEqualTo(old);
    assertThat(api.get("/api/v1/documents/" + id).json().get("version").asInt()).isEqualTo(2);
    var found = documents.search(COLLECTION, "What is the berth fee?", 10).toString();
    assertThat(found).contains("29 crowns").doesNotContain("11 crowns");
  }

  @Test
  void whatIsDeletedIsFoundNoMore() {
    var id =
        documents.ready(
            COLLECTION, "secret.txt", bytes("The quartermaster hides the rum in locker nine."));
    assertThat(documents.search(COLLECTION, "Where is the rum?", 10).toString())
        .contains("locker nine");
    assertThat(api.delete("/api/v1/documents/" + id).status()).isEqualTo(202);
    documents.await(id, "deleted");
    assertThat(documents.search(COLLECTION, "Where is the rum?", 10).toString())
        .doesNotContain("locker nine");
    assertThat(api.get("/api/v1/documents/" + id + "/text").status()).isIn(404, 410);
  }

  @Test
  void aCollectionSeesOnlyItsOwn() {
    documents.ready("east", "pilot.txt", bytes("The pilot of the east pier is called Ottilie."));
    documents.ready("west", "pilot.txt", bytes("The pilot of the west pier is called Benedikt."));
    assertThat(documents.search("east", "Who is the pilot?", 10).toString())
        .contains("Ottilie")
        .doesNotContain("Benedikt");
  }

  @Test
  void theAnswerOfOneQuestionStreamsInOrderAndCanBeResumed() {
    documents.ready(
        COLLECTION, "crane.txt", bytes("The great crane lifts 63 tonnes. It stands on pier four."));
    var events =
        api.ask(
            Map.of("question", "How much does the great crane lift?", "collection", COLLECTION));
    assertThat(events.getFirst().name()).isEqualTo("started");
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(events).extracting(Api.Event::id).doesNotHaveDuplicates();

    var answer = events.getLast().json();
    var deltas = new StringBuilder();
    events.stream()
        .filter(event -> event.name().equals("delta"))
        .forEach(event -> deltas.append(event.json().get("text").asString()));
    assertThat(answer.get("answer").asString()).isEqualTo(deltas.toString()).contains("63 tonnes");

    var second = events.get(1);
    assertThat(api.resume(answer.get("id").asString(), second.id()))
        .extracting(Api.Event::id)
        .containsExactlyElementsOf(
            events.subList(2, events.size()).stream().map(Api.Event::id).toList());
  }

  @Test
  void aFollowUpLeansOnTheLastTurn() {
    documents.ready(
        "years",
        "fleet.txt",
        bytes(
            "In 2018 the fleet of Port Amity counted 41 ships. In 2019 the fleet of Port Amity"
                + " counted 57 ships. In 2020 the harbour was closed."));
    var first =
        documents.answer("years", "How many ships did the fleet of Port Amity count in 2018?");
    assertThat(first.get("answer").asString()).contains("41");
    var next =
        api.post(
                "/api/v1/answers",
                Map.of(
                    "question",
                    "And in 2019?",
                    "collection",
                    "years",
                    "conversation",
                    first.get("conversation").asString()))
            .json();
    assertThat(next.get("answer").asString()).contains("57");
  }

  @Test
  void whatTheDocumentsDoNotSayIsNotAnswered() {
    documents.ready(
        "small",
        "bread.txt",
        bytes("The bakery on the quay sells rye bread from six in the morning."));
    var answer = documents.answer("small", "Which chemical element has the highest melting point?");
    assertThat(answer.get("abstained").asBoolean()).isTrue();
    assertThat(answer.get("citations")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
