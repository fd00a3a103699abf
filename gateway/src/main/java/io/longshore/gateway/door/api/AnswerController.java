package io.longshore.gateway.door.api;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.dispatch.Ask;
import io.longshore.gateway.dispatch.Dispatcher;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.stream.AnswerStop;
import io.longshore.gateway.stream.AnswerStreams;
import io.longshore.gateway.usage.Quota;
import io.longshore.gateway.usage.Spends;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Answers", description = "Questions, and answers with their sources.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/answers")
final class AnswerController {
  static final String EVENTS =
      "Server-sent events: `started` {id, conversation}, `evidence` {passages}, `delta` {text},"
          + " `citation`, `finished` or `failed` (the whole answer). `restarted` voids what came"
          + " before; `refused` {code, message} says that the caller may read no further, as after a key was"
          + " revoked: the answer goes on. The `id` of an event is its ordinal within the answer, from 1: send the last"
          + " one as `Last-Event-ID` to `/api/v1/answers/{id}/events` to go on after it.";

  private final Access access;
  private final Dispatcher dispatcher;
  private final Answers answers;
  private final AnswerStreams streams;
  private final AnswerStop stop;
  private final AnswerEvents events;

  AnswerController(
      Access access,
      Dispatcher dispatcher,
      Answers answers,
      AnswerStreams streams,
      AnswerStop stop,
      AnswerEvents events) {
    this.access = access;
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.streams = streams;
    this.stop = stop;
    this.events = events;
  }

  @Schema(name = "NewAnswer")
  record NewAnswer(
      @Schema(
              description = "At most 32 KB.",
              example = "Why does Ishmael go to sea?",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String question,
      @Schema(description = "Where to look; `default` when left out.", example = "default")
          @Nullable String collection,
      @Schema(description = "Only these documents; at most 100 ids.")
          @Nullable List<String> documents,
      @Nullable FilterObject filter,
      @Schema(description = "Id of the conversation that it goes on; a new one when left out.")
          @Nullable String conversation,
      @Nullable OptionsObject options) {}

  @Operation(
      summary = "Ask a question",
      description =
          "Waits for the whole answer, or streams it with `Accept: text/event-stream`. " + EVENTS)
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = AnswerObject.class)),
        @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "413", description = "The question is too long.")
  @Spends(Quota.TOKENS)
  @PostMapping
  @Nullable ResponseEntity<AnswerObject> ask(
      @RequestBody NewAnswer request,
      @Parameter(hidden = true) @RequestHeader(required = false) @Nullable String accept,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var caller = access.caller();
    var principal = caller.principal();
    String conversation = request.conversation();
    @Nullable ConversationId known =
        conversation == null || conversation.isBlank() ? null : Ids.conversation(conversation);
    var asked = dispatcher.ask(caller, ask(request, known));
    try (var reader = asked.reader()) {
      if (wantsEvents(accept)) {
        events.write(principal, asked.answer(), reader, response);
        return null;
      }
      return ResponseEntity.ok(AnswerObject.of(events.await(principal, asked.answer(), reader)));
    }
  }

  @Operation(summary = "Get an answer", description = "Also while it is running.")
  @GetMapping("/{id}")
  AnswerObject get(
      @PathVariable String id,
      @Parameter(
              description =
                  "Whether to say how it came about; as its asker wanted it when left out.")
          @RequestParam(required = false)
          @Nullable Boolean explain) {
    var answer = answers.get(access.principal(), Ids.answer(id));
    return explain == null ? AnswerObject.of(answer) : AnswerObject.of(answer, explain);
  }

  @Operation(
      summary = "Stream an answer, again or from where it broke off",
      description = "Works on any gateway, while it runs and afterwards. " + EVENTS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "204", description = "The client has all of it.")
  @ApiResponse(responseCode = "410", description = "Its events are kept no longer.")
  @GetMapping("/{id}/events")
  void events(
      @PathVariable String id,
      @Parameter(description = "Ordinal of the last event that the client has.")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var principal = access.principal();
    var answer = answers.get(principal, Ids.answer(id));
    int after = ordinal(lastEventId);
    try (var reader = streams.resume(principal, answer, after)) {
      if (answer.status() != Answer.Status.RUNNING && reader.lastOrdinal() <= after) {
        response.setStatus(HttpStatus.NO_CONTENT.value()); // tells an EventSource to stop
      } else {
        events.write(principal, answer, reader, response);
      }
    }
  }

  @Operation(
      summary = "Stop an answer",
      description =
          "For everybody who reads it: it ends `failed` with the code `cancelled`. One that has ended"
              + " stays as it is. An answer that nobody reads is stopped by itself after a minute.")
  @ApiResponse(responseCode = "202", description = "It ends soon; the answer as it is now.")
  @PostMapping("/{id}/cancel")
  ResponseEntity<AnswerObject> cancel(@PathVariable String id) {
    var principal = access.principal();
    var answer = answers.get(principal, Ids.answer(id));
    stop.stop(principal, answer);
    return ResponseEntity.accepted().body(AnswerObject.of(answer));
  }

  private static Ask ask(NewAnswer request, @Nullable ConversationId conversation) {
    return new Ask(
        request.question() == null ? "" : request.question(),
        request.collection(),
        documents(request.documents()),
        FilterObject.conditions(request.filter()),
        conversation,
        OptionsObject.answer(request.options()),
        null);
  }

  static List<DocumentId> documents(@Nullable List<String> ids) {
    return ids == null
        ? List.of()
        : ids.stream().map(id -> Ids.document(String.valueOf(id))).toList();
  }

  private static int ordinal(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return 0;
    }
    if (!header.strip().matches("\\d{1,9}")) {
      throw ApiProblem.badRequest(
          "last-event-id-invalid", "Last-Event-ID is the id of an event of this answer.");
    }
    return Integer.parseInt(header.strip());
  }

  private static boolean wantsEvents(@Nullable String accept) {
    return accept != null
        && accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
  }
}
