package io.longshore.gateway.door.api;

import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.embedding.Embeddings;
import io.longshore.gateway.embedding.Texts;
import io.longshore.gateway.usage.Quota;
import io.longshore.gateway.usage.Spends;
import io.longshore.gateway.usage.Usage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@Tag(name = "Embeddings", description = "Vectors of texts.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping(EmbeddingController.PATH)
final class EmbeddingController {
  static final String PATH = "/api/v1/embeddings";

  private final Access access;
  private final Embeddings embeddings;
  private final Usage usage;

  EmbeddingController(Access access, Embeddings embeddings, Usage usage) {
    this.access = access;
    this.embeddings = embeddings;
    this.usage = usage;
  }

  @Schema(name = "NewEmbeddings")
  record NewEmbeddings(
      @Schema(
              description = "A text, or a list of 1 to 2,048; none of them empty.",
              oneOf = {String.class, String[].class},
              example = "[\"Where does the whale swim?\"]",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode input,
      @Schema(
              allowableValues = {"query", "passage"},
              description =
                  "What the texts are, for models that read the two differently: compare vectors of"
                      + " queries with those of passages. `passage` when left out.")
          @Nullable String kind,
      @Schema(
              allowableValues = {"none", "pcw", "gp", "rp", "pi", "pi-keep20", "ntk", "selfextend"},
              description =
                  "What happens to a text that is longer than the model's window; `none` when left"
                      + " out: the model reads its beginning. A model allows those that its positions"
                      + " allow. Compare vectors of long texts only within one mode.")
          @Nullable String longMode,
      @Schema(
              allowableValues = {"embedder", "embedder-long"},
              description =
                  "The encoder; `embedder`, that of the index, when left out. `embedder-long` reads"
                      + " longer texts, where it was fetched.")
          @Nullable String model,
      @Schema(
              description =
                  "Whether a text may be cut to what the model reads; no when left out: then a text"
                      + " that is too long is a 400 `context_length_exceeded`, which names it.")
          @Nullable Boolean truncate) {}

  @Operation(
      summary = "Embed texts",
      description =
          "Vectors have length 1; those of different generations are never compared. Many texts wait"
              + " behind questions at the model.")
  @ApiResponse(responseCode = "200", description = "A vector a text, in the order of the texts.")
  @ApiResponse(
      responseCode = "400",
      description =
          "No texts, an unknown kind or mode; or `context_length_exceeded`, with the text's `index`,"
              + " its `tokens` and the `window`.")
  @ApiResponse(
      responseCode = "409",
      description = "The model does not allow this longMode, or isn't installed.")
  @ApiResponse(responseCode = "413", description = "More than 2,048 texts, or too long a body.")
  @ApiResponse(responseCode = "503", description = "The embedder or its model is away.")
  @ApiResponse(responseCode = "504", description = "It took too long.")
  @Spends(Quota.TOKENS)
  @PostMapping
  EmbeddingsObject embed(@RequestBody NewEmbeddings request) throws InterruptedException {
    var texts =
        new Texts(
            texts(request.input()),
            kind(request.kind()),
            mode(request.longMode()),
            model(request.model()),
            Boolean.TRUE.equals(request.truncate()));
    var caller = access.caller();
    var embedded = EmbeddingsObject.of(texts, embeddings.embed(caller.principal(), texts));
    usage.read(caller, embedded.usage().tokensSeen());
    return embedded;
  }

  /** One text is a list of one. */
  private static List<String> texts(@Nullable JsonNode input) {
    if (input == null || input.isNull()) {
      throw ApiProblem.badRequest("input-empty", "input holds no text.");
    }
    if (input.isString()) {
      return List.of(input.stringValue());
    }
    if (!input.isArray()) {
      throw noText("input");
    }
    return IntStream.range(0, input.size())
        .mapToObj(i -> {
          if (!input.get(i).isString()) {
            throw noText("input[%d]".formatted(i));
          }
          return input.get(i).stringValue();
        })
        .toList();
  }

  private static ApiProblem noText(String place) {
    return ApiProblem.badRequest(
        "input-invalid",
        place + " is no text. input is a text or a list of texts; token ids are not taken.");
  }

  private static TextKind kind(@Nullable String name) {
    return name == null
        ? TextKind.PASSAGE
        : Arrays.stream(TextKind.values())
            .filter(kind -> label(kind).equals(name))
            .findFirst()
            .orElseThrow(() -> ApiProblem.badRequest("kind-invalid", "kind is query or passage."));
  }

  static String label(TextKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static LongMode mode(@Nullable String name) {
    return name == null
        ? LongMode.NONE
        : LongMode.of(name)
            .orElseThrow(() ->
                ApiProblem.badRequest(
                    "long-mode-invalid",
                    "longMode is one of: %s."
                        .formatted(
                            Arrays.stream(LongMode.values())
                                .map(LongMode::label)
                                .collect(Collectors.joining(", ")))));
  }

  private static @Nullable String model(@Nullable String name) {
    if (name == null || name.equals(EmbeddingRequest.EMBEDDER)) {
      return null;
    }
    if (!name.equals(EmbeddingRequest.EMBEDDER_LONG)) {
      throw ApiProblem.badRequest("model-invalid", "model is embedder or embedder-long.");
    }
    return name;
  }
}
