package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options.GroupBy;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.contracts.question.RetrievalSettings.Fusion;
import io.longshore.gateway.Door;
import io.longshore.gateway.Gateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How a collection is searched, and documents as what a search finds. */
class CollectionSettingsTest {
  @RegisterExtension static final Door DOOR = Door.with();

  @Test
  void theSettingsOfACollectionTravelWithItsQuestions() {
    var settings =
        """
        {"aggregation":"max","aggregated":5,"documentShare":0.5,"documentVectorWeight":0.25,
         "lexicalWeight":1.5,"lexicalWeights":{"th":0.5},"fusion":"ranks","candidates":200}
        """;
    var made =
        DOOR.gateway()
            .post("/api/v1/collections", "{\"name\":\"set\",\"settings\":" + settings + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).at("/settings")).isEqualTo(tree(settings));
    assertThat(heard("set").scope().settings())
        .isEqualTo(
            new RetrievalSettings(
                Aggregation.MAX, 5, 0.5, 0.25, 1.5, Map.of("th", 0.5), Fusion.RANKS, 200));
    var changed = patch("set", "{\"settings\":{\"candidates\":300}}");
    assertThat(json(changed).at("/settings")).isEqualTo(tree("{\"candidates\":300}"));
    assertThat(heard("set").scope().settings())
        .isEqualTo(new RetrievalSettings(null, null, null, null, null, Map.of(), null, 300));
    assertThat(json(patch("set", "{}")).at("/settings/candidates").asInt()).isEqualTo(300);
    assertThat(json(patch("set", "{\"settings\":{}}")).at("/settings")).isEmpty();
  }

  @Test
  void aSearchMaySayItsOwnSettings() {
    DOOR.gateway()
        .post("/api/v1/collections", "{\"name\":\"over\",\"settings\":{\"candidates\":200}}");
    var settings = Map.of("aggregation", "first");
    var later =
        DOOR.gateway()
            .postLater(
                "/api/v1/search",
                Map.of("query", "own settings", "collection", "over", "settings", settings));
    var question = DOOR.rooms().hear(asked -> asked.text().equals("own settings"));
    assertThat(question.scope().settings())
        .isEqualTo(
            new RetrievalSettings(Aggregation.FIRST, null, null, null, null, Map.of(), null, null));
    finish(question);
    assertThat(later.join().statusCode()).isEqualTo(200);
  }

  @Test
  void aCollectionWithoutSettingsIsSearchedByDefault() {
    var made = DOOR.gateway().post("/api/v1/collections", Map.of("name", "unset"));
    assertThat(json(made).at("/settings")).isEqualTo(tree("{}"));
    assertThat(heard("unset").scope().settings()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'aggregation':'mode'} | settings.aggregation is one of first, max, sum, mean",
        "{'aggregated':0} | settings.aggregated is 1 to 20, not 0",
        "{'aggregated':21} | settings.aggregated is 1 to 20, not 21",
        "{'documentShare':1.5} | settings.documentShare is 0 to 1, not 1.5",
        "{'documentVectorWeight':-1} | settings.documentVectorWeight is 0 to 4",
        "{'lexicalWeight':5} | settings.lexicalWeight is 0 to 4",
        "{'lexicalWeights':{'en':5}} | settings.lexicalWeights.en is 0 to 4",
        "{'lexicalWeights':{'no tag':1}} | settings.lexicalWeights has a number for a BCP 47 tag",
        "{'lexicalWeights':{'en':null}} | settings.lexicalWeights has a number for a BCP 47 tag",
        "{'fusion':'RANKS'} | settings.fusion is one of scores, ranks",
        "{'candidates':49} | settings.candidates is 50 to 1000",
        "{'candidates':1001} | settings.candidates is 50 to 1000",
      })
  void settingsThatMakeNoSenseAreRefusedWithTheirField(String settings, String detail) {
    DOOR.gateway().post("/api/v1/collections", Map.of("name", "kept"));
    var body = "{\"settings\":%s}".formatted(settings.replace('\'', '"'));
    var response = patch("kept", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("settings-invalid");
    assertThat(json(response).at("/detail").asString()).startsWith(detail);
    assertThat(json(DOOR.gateway().get("/api/v1/collections/kept")).at("/settings")).isEmpty();
  }

  @Test
  void whatIsNotThereCantBeSet() {
    assertThat(patch("nowhere", "{\"settings\":{}}").statusCode()).isEqualTo(404);
  }

  @Test
  void aSearchForDocumentsTellsThemInTheirOrderWithTheirPassages() {
    var later =
        DOOR.gateway()
            .postLater(
                "/api/v1/search", Map.of("query", "documents", "k", 2, "groupBy", "document"));
    var question = DOOR.rooms().hear(asked -> asked.text().equals("documents"));
    assertThat(question.options().groupBy()).isEqualTo(GroupBy.DOCUMENT);
    var first = DocumentId.random();
    var second = DocumentId.random();
    var found = List.of(evidence(first, 0, 2.5), evidence(first, 9, 2.5), evidence(second, 0, 1.5));
    DOOR.rooms().answer(AnswerEvent.evidence(question.id(), question.principal(), 1, found));
    finish(question);
    var results = json(later.join());
    assertThat(results.at("/results")).isEmpty();
    assertThat(results.at("/documents")).hasSize(2);
    assertThat(results.at("/documents/0/document").asString()).isEqualTo(first.toString());
    assertThat(results.at("/documents/0/score").asDouble()).isEqualTo(2.5);
    assertThat(results.at("/documents/0/passages")).hasSize(2);
    assertThat(results.at("/documents/1/document").asString()).isEqualTo(second.toString());
  }

  @Test
  void aSearchForPassagesTellsNoDocumentsAndOneForAnythingElseIsRefused() {
    var later = DOOR.gateway().postLater("/api/v1/search", Map.of("query", "passages"));
    finish(DOOR.rooms().hear(asked -> asked.text().equals("passages")));
    assertThat(json(later.join()).at("/documents").isNull()).isTrue();
    var refused = DOOR.gateway().post("/api/v1/search", Map.of("query", "x", "groupBy", "page"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).at("/code").asString()).isEqualTo("groupBy-invalid");
  }

  private static Evidence evidence(DocumentId document, int start, double documentScore) {
    var passage =
        new Passage(
            new PassageId(UUID.randomUUID()),
            new Span(document, "0".repeat(64), start, start + 6),
            "a.txt",
            "whale.",
            "en",
            List.of(),
            null,
            1,
            null,
            null,
            null,
            documentScore);
    return new Evidence(passage, 1, List.of());
  }

  private static Question heard(String collection) {
    var text = "in " + collection + " " + UUID.randomUUID();
    var later =
        DOOR.gateway().postLater("/api/v1/search", Map.of("query", text, "collection", collection));
    var question = DOOR.rooms().hear(asked -> asked.text().equals(text));
    finish(question);
    assertThat(later.join().statusCode()).isEqualTo(200);
    return question;
  }

  private static void finish(Question question) {
    var finished = new Finished("", false, List.of(), Map.of(), List.of(), List.of());
    DOOR.rooms().answer(AnswerEvent.finished(question.id(), question.principal(), 1, finished));
  }

  private static JsonNode tree(String text) {
    return Gateway.JSON.readTree(text);
  }

  private static HttpResponse<String> patch(String collection, String body) {
    return DOOR.gateway()
        .send(
            HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/collections/" + collection))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
  }
}
