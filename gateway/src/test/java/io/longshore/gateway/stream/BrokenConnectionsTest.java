package io.longshore.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client whose connection breaks goes on where it was, on whichever gateway it finds. */
class BrokenConnectionsTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final String UNHURRIED = "--longshore.dispatch.silence=60s";
  private static final int DROPS = 10;

  @TempDir private static Path blobs;
  private static List<Gateway> gateways;
  private static RoomsBehind<Question> rooms;

  @BeforeAll
  static void start() {
    gateways =
        List.of(
            Gateway.start(DATABASE, blobs, UNHURRIED), Gateway.start(DATABASE, blobs, UNHURRIED));
    rooms = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
  }

  @AfterAll
  static void stop() {
    rooms.close();
    gateways.forEach(Gateway::close);
  }

  @Test
  void aClientThatDropsTenTimesGetsExactlyTheWholeText() throws IOException {
    var text = new StringBuilder();
    var got = new ArrayList<Gateway.Event>();
    Question question;
    try (var events = gateways.getFirst().ask(Map.of("question", "drop me"))) {
      got.add(events.next());
      question = rooms.hear(asked -> asked.text().equals("drop me"));
      rooms.answer(AnswerEvent.started(question.id(), question.principal(), 1));
    }
    for (int drop = 0; drop < DROPS; drop++) {
      for (int i = 0; i < 3; i++) {
        var word = "word" + drop + "." + i + " ";
        text.append(word);
        rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, word));
      }
      var gateway = gateways.get(drop % gateways.size());
      try (var events = gateway.resume(question.id().toString(), got.size())) {
        got.add(events.next());
        got.add(events.next()); // the third one is said, but not read before the connection breaks
      }
    }
    rooms.answer(RoomsBehind.finished(question, text.toString()));
    try (var events = gateways.getLast().resume(question.id().toString(), got.size())) {
      got.addAll(events.rest());
    }
    assertThat(got.stream().map(event -> Integer.valueOf(event.id())))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, got.size()).boxed().toList());
    assertThat(joined(got)).isEqualTo(text.toString());
    assertThat(got.getLast().data().at("/answer").asString()).isEqualTo(text.toString());
  }

  @Test
  void aHigherAttemptRestartsTheStreamAlikeOnEveryGatewayAndInTheRow() throws IOException {
    List<Gateway.Event> live;
    Question question;
    try (var events = gateways.getFirst().ask(Map.of("question", "take over"))) {
      question = rooms.hear(asked -> asked.text().equals("take over"));
      var id = question.id();
      var who = question.principal();
      rooms.answer(AnswerEvent.started(id, who, 1));
      rooms.answer(AnswerEvent.delta(id, who, 1, "half a "));
      rooms.answer(AnswerEvent.started(id, who, 2));
      rooms.answer(AnswerEvent.delta(id, who, 1, "late"));
      rooms.answer(AnswerEvent.delta(id, who, 2, "whole"));
      var finished = Objects.requireNonNull(RoomsBehind.finished(question, "whole").finished());
      rooms.answer(AnswerEvent.finished(id, who, 2, finished));
      live = events.rest();
    }
    assertThat(live.stream().map(event -> event.id() + " " + event.name()))
        .containsExactly("1 started", "2 delta", "3 restarted", "4 delta", "5 finished");
    try (var events = gateways.getLast().resume(question.id().toString(), 0)) {
      assertThat(events.rest()).isEqualTo(live);
    }
  }

  private static String joined(List<Gateway.Event> events) {
    var text = new StringBuilder();
    events.stream()
        .filter(event -> event.name().equals("delta"))
        .forEach(event -> text.append(event.data().at("/text").asString()));
    return text.toString();
  }
}
