package io.longshore.runtime.request;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Topics;
import io.longshore.contracts.request.Request;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tail.TopicTail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Requests over the broker. */
final class KafkaRequests implements Requests {
  private final Sender sender;
  private final Json json;
  private final TopicTail replies;
  private final OpenRequests open;
  private final RoomPresence rooms;
  private final RequestProperties properties;
  private final Clock clock;

  KafkaRequests(
      Sender sender,
      Json json,
      TopicTail replies,
      OpenRequests open,
      RoomPresence rooms,
      RequestProperties properties,
      Clock clock) {
    this.sender = sender;
    this.json = json;
    this.replies = replies;
    this.open = open;
    this.rooms = rooms;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public <R> List<R> ask(
      String room,
      Principal principal,
      String kind,
      List<?> parts,
      Class<R> reply,
      Duration within) {
    if (parts.size() > properties.parts()
        || !within.isPositive()
        || within.compareTo(properties.longest()) > 0) {
      throw new IllegalArgumentException(
          "%d parts within %s; the limits are %s".formatted(parts.size(), within, properties));
    }
    if (parts.isEmpty()) {
      return List.of();
    }
    UUID id = UUID.randomUUID();
    Instant deadline = clock.instant().plus(within);
    var bodies = open.begin(id, parts.size());
    try {
      if (!replies.awaitReady(within)) {
        throw new RequestFailed("unavailable", "Replies can't be heard", null);
      }
      for (int part = 0; part < parts.size(); part++) {
        String body = json.text(parts.get(part));
        var request = new Request(id, principal, kind, part, parts.size(), body, deadline);
        send(room, request, bodies);
      }
      return await(bodies, room, request -> json.read(request, reply), deadline);
    } catch (Poison e) {
      throw new RequestFailed(e.code(), String.valueOf(e.getMessage()), e);
    } finally {
      open.end(id);
    }
  }

  private void send(String room, Request request, CompletableFuture<List<String>> bodies) {
    var _ =
        sender
            .sendAsync(Topics.requests(room), request.id().toString(), request)
            .whenComplete((sent, error) -> {
              if (error != null) {
                bodies.completeExceptionally(
                    new RequestFailed("unavailable", "The request was not sent", error));
              }
            });
  }

  private <R> List<R> await(
      CompletableFuture<List<String>> bodies,
      String room,
      Function<String, R> read,
      Instant deadline) {
    try {
      return heard(bodies, room, deadline).stream().map(read).toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RequestFailed failed) {
        throw new RequestFailed(failed.code(), String.valueOf(failed.getMessage()), failed);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestFailed("interrupted", "Nobody waits any more", e);
    }
  }

  private List<String> heard(CompletableFuture<List<String>> bodies, String room, Instant deadline)
      throws ExecutionException, InterruptedException {
    while (true) {
      long left = Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
      long silence = properties.silence().toMillis();
      try {
        return bodies.get(Math.min(left, silence), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (rooms.isAway(room)) {
          throw new RequestFailed("room-away", "No %s is there".formatted(room), e);
        }
        if (left <= silence) {
          throw new RequestTimedOut("The %s did not reply in time".formatted(room));
        }
      }
    }
  }
}
