package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.question.Evidence;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.dispatch.Ask;
import io.longshore.gateway.dispatch.Dispatcher;
import io.longshore.gateway.stream.AnswerStreams;
import io.longshore.gateway.stream.NumberedEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Search", description = "Passages that fit a question.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/search")
final class SearchController {
  private final Access access;
  private final Dispatcher dispatcher;
  private final AnswerStreams streams;

  SearchController(Access access, Dispatcher dispatcher, AnswerStreams streams) {
    this.access = access;
    this.dispatcher = dispatcher;
    this.streams = streams;
  }

  @Schema(name = "NewSearch")
  record NewSearch(
      @Schema(
              description = "At most 32 KB.",
              example = "white whale",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String query,
      @Schema(description = "Where to look; `default` when left out.", example = "default")
          @Nullable String collection,
      @Schema(description = "Only these documents; at most 100 ids.")
          @Nullable List<String> documents,
      @Nullable FilterObject filter,
      @Schema(description = "How many, 1 to 50; 10 when left out.", example = "5")
          @Nullable Integer k,
      @Schema(
              allowableValues = {"passage", "document"},
              description =
                  "What is found: passages (when left out), or documents in the order of their own"
                      + " scores, each with its best passages.")
          @Nullable String groupBy,
      @Schema(description = "For this search, in the place of the collection's.")
          @Nullable SettingsObject settings,
      @Nullable OptionsObject options) {}

  @Schema(name = "SearchResults")
  record SearchResults(
      @Schema(description = "Passages, best first; none where documents were asked for.")
          List<ResultObject> results,
      @Schema(
              nullable = true,
              description = "Documents, best first; null where passages were asked for.")
          @Nullable List<DocumentResultObject> documents,
      @Schema(description = "Milliseconds by stage.") Map<String, Long> timings,
      List<String> skipped,
      List<String> degraded,
      @JsonProperty("pending_documents")
          @Schema(description = "How many documents of its scope are not ready yet.")
          int pendingDocuments,
      @Schema(nullable = true, description = "Null unless it was asked for.")
          @Nullable ExplainObject explain) {
    SearchResults {
      results = List.copyOf(results);
      documents = documents == null ? null : List.copyOf(documents);
      skipped = List.copyOf(skipped);
      degraded = List.copyOf(degraded);
    }
  }

  @Operation(summary = "Search for passages")
  @ApiResponse(responseCode = "200", description = "Best first.")
  @ApiResponse(responseCode = "503", description = "The index can't be reached now.")
  @PostMapping
  SearchResults search(@RequestBody NewSearch request) throws InterruptedException {
    var options = OptionsObject.search(request.options(), request.k(), request.groupBy());
    var ask =
        new Ask(
            request.query() == null ? "" : request.query(),
            request.collection(),
            AnswerController.documents(request.documents()),
            FilterObject.conditions(request.filter()),
            null,
            options,
            SettingsObject.settings(request.settings()));
    var searched = dispatcher.search(access.principal(), ask);
    try (var reader = searched.reader()) {
      List<Evidence> found = List.of();
      while (!reader.isOver()) {
        var next = reader.next(streams.heartbeat());
        if (next.isPresent()) {
          found = found(found, next.get());
        }
      }
      var last =
          reader
              .ending()
              .orElseThrow(() -> unavailable("stream-cut", "This gateway stops. Try again."));
      var finished = last.finished();
      if (finished == null) {
        throw failed(last.failed());
      }
      return new SearchResults(
          options.findsDocuments()
              ? List.of()
              : found.stream().limit(options.k()).map(ResultObject::of).toList(),
          options.findsDocuments() ? DocumentResultObject.of(found) : null,
          new TreeMap<>(streams.timings(last, searched.at())),
          finished.skipped(),
          finished.degraded(),
          searched.pendingDocuments(),
          options.explain() ? ExplainObject.of(finished.explain()) : null);
    }
  }

  /** What is found so far. */
  private static List<Evidence> found(List<Evidence> before, NumberedEvent event) {
    return switch (event.kind()) {
      case EVIDENCE ->
          event.event() == null
              ? before
              : Objects.requireNonNullElse(event.event().evidence(), List.of());
      case RESTARTED -> List.of();
      default -> before;
    };
  }

  private static ApiProblem failed(@Nullable Failed failed) {
    return failed == null
        ? unavailable("internal", "Try again.")
        : unavailable(failed.code(), failed.message());
  }

  private static ApiProblem unavailable(String code, String detail) {
    return ApiProblem.of(
        "deadline".equals(code) ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE,
        code,
        detail);
  }
}
