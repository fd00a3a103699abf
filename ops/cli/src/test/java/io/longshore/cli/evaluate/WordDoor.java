package io.longshore.cli.evaluate;

import io.longshore.cli.client.TestGateway.Asked;
import io.longshore.cli.client.TestGateway.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vectors by the words of a text, as the API gives them: mode {@code none} reads the first {@value
 * #WINDOW} words, {@code pcw} all, and no other mode is known.
 */
public final class WordDoor {
  public static final int WINDOW = 512;

  private static final int DIMENSIONS = 320;

  /** They are in every text. */
  private static final Set<String> SILENT =
      Set.of(
          "the", "is", "sky", "grass", "sun", "green", "blue", "yellow", "here", "we", "go",
          "there", "and", "back", "again", "what", "where", "does", "of", "for", "keep", "keeps",
          "s");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> MODES = Set.of("none", "pcw");

  private final String generation;
  private final Map<String, Integer> places = new HashMap<>();

  public WordDoor(String generation) {
    this.generation = generation;
  }

  /** Null for what is no request for vectors. */
  public @Nullable Reply reply(Asked asked) {
    if (!asked.line().equals("POST /api/v1/embeddings")) {
      return null;
    }
    JsonNode body = JSON.readTree(asked.body());
    String mode = body.path("longMode").asString();
    if (!MODES.contains(mode)) {
      return new Reply(
          409,
          "{\"code\":\"mode-impossible\",\"detail\":\"Its positions don't allow %s.\"}"
              .formatted(mode));
    }
    String data =
        body.path("input")
            .valueStream()
            .map(text -> one(text.asString(), mode))
            .collect(Collectors.joining(","));
    return new Reply(200, "{\"generation\":\"%s\",\"data\":[%s]}".formatted(generation, data));
  }

  /** Words have places of their own while there are enough. */
  private int place(String word) {
    return places.computeIfAbsent(word, w -> 1 + places.size() % (DIMENSIONS - 1));
  }

  private String one(String text, String mode) {
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[\\s.,?']+"));
    List<String> seen =
        mode.equals("none") ? words.subList(0, Math.min(WINDOW, words.size())) : words;
    double[] vector = new double[DIMENSIONS];
    vector[0] = 0.1;
    seen.stream().filter(word -> !SILENT.contains(word)).forEach(word -> vector[place(word)]++);
    double length =
        Math.sqrt(IntStream.range(0, DIMENSIONS).mapToDouble(i -> vector[i] * vector[i]).sum());
    String values =
        IntStream.range(0, DIMENSIONS)
            .mapToObj(i -> String.valueOf((float) (vector[i] / length)))
            .collect(Collectors.joining(","));
    return "{\"embedding\":[%s],\"tokensSeen\":%d,\"tokensGiven\":%d}"
        .formatted(values, seen.size(), words.size());
  }
}
