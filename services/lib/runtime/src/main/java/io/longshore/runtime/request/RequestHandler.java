package io.longshore.runtime.request;

import io.longshore.contracts.Principal;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * One kind of request that a room answers; a bean of this type is all that it takes. A part may be
 * worked on twice (after a crash), so the work has to be idempotent.
 *
 * @param kind name within the room
 * @param type record of one part
 * @param work gives the reply to one part, a record; throws {@link
 *     io.longshore.runtime.stream.Poison} to reply with its code and message
 */
public record RequestHandler<Q, R>(String kind, Class<Q> type, Work<Q, R> work) {

  /** For work that is done at once, whatever time is left. */
  public RequestHandler(String kind, Class<Q> type, BiFunction<Principal, Q, R> work) {
    this(kind, type, (principal, part, _) -> work.apply(principal, part));
  }

  /** What is done for one part. */
  @FunctionalInterface
  public interface Work<Q, R> {
    /**
     * @param deadline nobody waits for the reply after it
     */
    R reply(Principal principal, Q part, Instant deadline);
  }
}
