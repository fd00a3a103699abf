package io.longshore.contracts.request;

import io.longshore.contracts.Principal;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody needs from a room beside the way of questions and documents (topic {@code
 * requests.<room>}, key = id).
 *
 * @param id the same for all parts
 * @param kind what is asked for; a room that does not know it replies so
 * @param part from 0, of {@code parts}: work that is too large for one record is split
 * @param body JSON, as the kind says
 * @param deadline absolute; nobody waits for a reply after it
 */
public record Request(
    UUID id, Principal principal, String kind, int part, int parts, String body, Instant deadline) {
  public Request {
    if (part < 0 || part >= parts) {
      throw new IllegalArgumentException("part %d of %d".formatted(part, parts));
    }
  }
}
