package io.longshore.runtime.request;

import io.longshore.contracts.Principal;
import java.time.Duration;
import java.util.List;

/**
 * Asks rooms for what lies beside the way of questions and documents. The first request of a
 * process costs the start of the consumer that hears its replies; a process that never asks has
 * none.
 */
public interface Requests {
  /**
   * Asks a room and waits. Each part is a record of its own (at most {@link
   * io.longshore.contracts.Limits#RECORD_BYTES}, so is its reply), so work that is too large for
   * one is given in several; an instance of the room works on them one after another.
   *
   * @param room of {@link io.longshore.contracts.Rooms}
   * @param kind of a {@link RequestHandler} there
   * @param parts records of the handler's type; {@code longshore.requests.parts} at most
   * @param within how long to wait, {@code longshore.requests.longest} at most; nobody works on a
   *     part after that
   * @return the replies in the order of the parts
   * @throws RequestTimedOut when a reply did not come in time, though the room is there
   * @throws RequestFailed with the code of the first part that failed: what the room said ({@code
   *     unknown-kind}, {@code failed}, the code of its {@code Poison}), {@code record-too-large}
   *     for a part or a reply, {@code too-many-open}, {@code unavailable} when the broker is away,
   *     {@code room-away} when nobody hears the requests to the room
   */
  <R> List<R> ask(
      String room,
      Principal principal,
      String kind,
      List<?> parts,
      Class<R> reply,
      Duration within);
}
