package io.longshore.inference.tokens;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the {@code tokenizer.json} of a unigram model as {@code ops/models} writes it, piece by
 * piece.
 */
final class UnigramFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MODEL = "model";
  private static final String VOCABULARY = "vocab";
  private static final String FRAME = "post_processor";

  /** What {@link UnigramTokenizer} does: a file that asks for anything else isn't for it. */
  private static final Map<String, JsonNode> KNOWN =
      Map.of(
          "normalizer",
          JSON.readTree(
              """
              {"type":"Sequence","normalizers":[{"type":"Nmt"},{"type":"NFKC"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}\
              """),
          "pre_tokenizer",
          JSON.readTree(
              """
              {"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}\
              """),
          "added_tokens",
          JSON.createArrayNode());

  private final Map<String, JsonNode> head = new HashMap<>();
  private final Map<String, JsonNode> model = new HashMap<>();
  private final List<String> pieces = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  private UnigramFile() {}

  /** Empty when the file describes a tokenizer of another kind. */
  static Optional<Tokenizer> read(Path path) {
    var file = new UnigramFile();
    try (JsonParser parser = JSON.createParser(path)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals(MODEL)) {
          file.readModel(parser);
        } else if (name.equals(FRAME) || KNOWN.containsKey(name)) {
          file.head.put(name, parser.readValueAsTree());
        } else {
          parser.skipChildren();
        }
      }
    }
    return file.tokenizer();
  }

  private void readModel(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(VOCABULARY) && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          pieces.add(parser.nextStringValue());
          parser.nextToken();
          scores.add(parser.getDoubleValue());
          parser.nextToken();
        }
      } else if (value.isScalarValue()) {
        model.put(name, parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
  }

  private Optional<Tokenizer> tokenizer() {
    JsonNode frame = head.remove(FRAME);
    JsonNode type = model.get("type");
    JsonNode unknown = model.get("unk_id");
    if (frame == null || type == null || unknown == null || pieces.isEmpty()) {
      return Optional.empty();
    }
    boolean framed = frame.path("single").size() == 3 && frame.at("/single/1").has("Sequence");
    if (!head.equals(KNOWN) || !framed || !type.asString().equals("Unigram")) {
      return Optional.empty();
    }
    double[] logarithms = scores.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(
        new UnigramTokenizer(
            pieces.toArray(String[]::new),
            logarithms,
            unknown.asInt(),
            special(frame, 0),
            special(frame, 2)));
  }

  private static int special(JsonNode frame, int place) {
    String name = frame.at("/single/%d/SpecialToken/id".formatted(place)).asString();
    return frame.path("special_tokens").path(name).path("ids").path(0).asInt();
  }
}
