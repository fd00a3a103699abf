package io.longshore.modelserver.generation;

import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request in the line. Its prompt is read into tokens once, when it is the next. */
final class Waiting {
  private final Ticket ticket;
  private final Opening opening;
  private @Nullable Opened opened;

  /** Reads a request on the engine's thread; throws {@link RequestRefused}. */
  interface Opening {
    Opened open();

    void cancelled();

    void failed(RuntimeException failure);
  }

  /** A request whose prompt is known to fit. */
  @SuppressWarnings("ArrayRecordComponent") // read only
  record Opened(int[] prompt, Course course) {}

  Waiting(Ticket ticket, Opening opening) {
    this.ticket = ticket;
    this.opening = opening;
  }

  Ticket ticket() {
    return ticket;
  }

  Opening opening() {
    return opening;
  }

  /** Empty while there is no room; throws {@link RequestRefused}. */
  Optional<Job> begin(KeptKeys keys) {
    if (opened == null) {
      opened = opening.open();
    }
    Opened known = opened;
    Optional<Lease> lease = keys.begin(known.prompt(), known.course().ahead());
    lease.ifPresent(_ -> known.course().leftTheLine());
    return lease.map(each -> new Job(ticket, known.course(), known.prompt(), each));
  }
}
