package io.longshore.gateway.door.api;

import io.longshore.contracts.Principal;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.stream.AnswerReader;
import io.longshore.gateway.stream.AnswerStreams;
import io.longshore.gateway.stream.NumberedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it comes, or as a whole. */
@Component
final class AnswerEvents {
  private final AnswerStreams streams;
  private final Access access;
  private final JsonMapper json;

  AnswerEvents(AnswerStreams streams, Access access, JsonMapper json) {
    this.streams = streams;
    this.access = access;
    this.json = json;
  }

  /** Payload of {@code started} and {@code restarted}. */
  record Started(String id, String conversation) {}

  /** Payload of {@code delta}. */
  record Delta(String text) {}

  /** Payload of {@code evidence}. */
  record Passages(List<ResultObject> passages) {
    Passages {
      passages = List.copyOf(passages);
    }
  }

  /** Writes event by event until the last one, or until the client is gone or may not read on. */
  void write(Principal principal, Answer answer, AnswerReader reader, HttpServletResponse response)
      throws IOException, InterruptedException {
    var stream = EventStream.open(response, json, access::refusal);
    while (!reader.isOver() && stream.goesOn(streams.heartbeat())) {
      var next = reader.next(EventStream.LOOK);
      if (next.isPresent()) {
        var event = next.get();
        stream.send(event.ordinal(), name(event), payload(principal, answer, reader, event));
      }
    }
  }

  /** Waits for the end. */
  Answer await(Principal principal, Answer answer, AnswerReader reader)
      throws InterruptedException {
    while (!reader.isOver()) {
      var next = reader.next(streams.heartbeat());
      if (next.isPresent() && next.get().isLast()) {
        return streams.end(principal, answer, reader);
      }
    }
    throw ApiProblem.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "stream-cut",
        "This gateway stops. The answer goes on: see /api/v1/answers/%s.".formatted(answer.id()));
  }

  private Object payload(
      Principal principal, Answer answer, AnswerReader reader, NumberedEvent event) {
    return switch (event.kind()) {
      case STARTED, RESTARTED ->
          new Started(answer.id().toString(), answer.conversation().toString());
      case EVIDENCE -> passages(heard(event));
      case DELTA -> new Delta(Objects.requireNonNullElse(heard(event).delta(), ""));
      case CITATION -> {
        var citation = heard(event).citation();
        yield citation == null ? Map.of() : CitationObject.of(citation);
      }
      case FINISHED, FAILED -> AnswerObject.of(streams.end(principal, answer, reader));
    };
  }

  static Passages passages(AnswerEvent event) {
    var evidence = event.evidence();
    return new Passages(
        evidence == null ? List.of() : evidence.stream().map(ResultObject::of).toList());
  }

  private static AnswerEvent heard(NumberedEvent event) {
    return Objects.requireNonNull(event.event(), "an event without what was heard");
  }

  private static String name(NumberedEvent event) {
    return event.kind().name().toLowerCase(Locale.ROOT);
  }
}
