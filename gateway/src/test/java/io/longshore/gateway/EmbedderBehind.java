package io.longshore.gateway;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.runtime.json.Json;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Plays the embedder: a token is a UTF-16 unit, the window is 512 of them, and a vector says of
 * which text it is.
 */
public final class EmbedderBehind implements AutoCloseable {
  public static final int WINDOW = 512;

  private final Json json = new Json();
  private final RoomsBehind<Request> room =
      new RoomsBehind<>(Topics.requests(Rooms.EMBEDDER), Request.class);

  /** Of the replies from now on. */
  public String generation = "units-1";

  /** The next part that is like this. */
  public Request hear(Predicate<EmbeddingRequest> wanted) {
    return room.hear(request -> wanted.test(asked(request)));
  }

  /** The next part that holds a text. */
  public Request hear(String text) {
    return hear(asked -> asked.texts().contains(text));
  }

  public EmbeddingRequest asked(Request request) {
    return json.read(request.body(), EmbeddingRequest.class);
  }

  /** Answers every part until the call has its answer. */
  public void answer(Future<?> call) {
    while (!call.isDone()) {
      if (room.hears(request -> true)) {
        answer(hear(asked -> true));
      }
    }
  }

  public void answer(Request request) {
    var texts = asked(request).texts();
    var vectors = texts.stream().map(EmbedderBehind::vector).toList();
    var body = json.text(new Embedded("units", generation, WINDOW, vectors));
    say(new Reply(request.id(), request.part(), body, null, null));
  }

  public void refuse(Request request, String code) {
    say(new Reply(request.id(), request.part(), null, code, "It can't."));
  }

  /** Whether there is a part like this by now. */
  public boolean hears(Predicate<EmbeddingRequest> wanted) {
    return room.hears(request -> wanted.test(asked(request)));
  }

  public static float first(String text) {
    return text.hashCode() % 100_000 / 100_000f;
  }

  private static TextVector vector(String text) {
    float[] values = {first(text), text.length()};
    return TextVector.of(values, Math.min(text.length(), WINDOW), text.length());
  }

  private void say(Reply reply) {
    room.say(Topics.REPLIES, reply.id().toString(), reply);
  }

  @Override
  public void close() {
    room.close();
  }
}
