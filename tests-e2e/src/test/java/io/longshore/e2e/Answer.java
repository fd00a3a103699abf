package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An answer as the API gives it, with what the rooms did when that was asked for. */
record Answer(JsonNode json) {
  /** Asks in a collection and waits for the end. */
  static Answer to(Api api, String collection, String question, Map<String, ?> options) {
    var response =
        api.post(
            "/api/v1/answers",
            Map.of("question", question, "collection", collection, "options", options));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return new Answer(response.json());
  }

  String text() {
    return json.get("answer").asString("");
  }

  boolean abstained() {
    return json.get("abstained").asBoolean();
  }

  /** What was missing while it was written. */
  List<String> degraded() {
    return Asking.words(json, "degraded");
  }

  /** Rooms that it was taken past. */
  List<String> skipped() {
    return Asking.words(json, "skipped");
  }

  /** What one step of the generator says of itself. */
  JsonNode step(String name) {
    return json.at("/explain/steps")
        .valueStream()
        .filter(step -> step.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no step " + name + " in " + json));
  }

  /** Reads every citation's span from its document: it says there what is quoted. */
  Answer withTrueCitations(Api api) {
    assertThat(json.get("citations")).as(json.toString()).isNotEmpty();
    for (var citation : json.get("citations")) {
      var read =
          api.get(
              "/api/v1/documents/%s/text?start=%d&end=%d&text_hash=%s"
                  .formatted(
                      citation.get("document").asString(),
                      citation.get("start").asInt(),
                      citation.get("end").asInt(),
                      citation.get("text_hash").asString()));
      assertThat(read.status()).as(read.body()).isEqualTo(200);
      assertThat(read.json().get("text").asString()).isEqualTo(citation.get("quote").asString());
    }
    return this;
  }
}
