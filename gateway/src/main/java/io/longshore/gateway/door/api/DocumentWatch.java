package io.longshore.gateway.door.api;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.library.Document;
import io.longshore.gateway.library.Library;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells how a document goes on. It looks at the row, because any gateway may have heard the news.
 */
@Component
final class DocumentWatch {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Library library;
  private final Access access;
  private final ApiProperties properties;
  private final JsonMapper json;
  private final Semaphore slots;
  private final CountDownLatch stopping = new CountDownLatch(1);

  DocumentWatch(Library library, Access access, ApiProperties properties, JsonMapper json) {
    this.library = library;
    this.access = access;
    this.properties = properties;
    this.json = json;
    this.slots = new Semaphore(properties.watchers());
  }

  /**
   * Writes until the document is ready, failed or deleted, or the client is gone or may not read
   * on.
   */
  void stream(Principal principal, DocumentId id, HttpServletResponse response)
      throws IOException, InterruptedException {
    var document = library.document(principal, id);
    if (!slots.tryAcquire()) {
      throw ApiProblem.of(
          HttpStatus.SERVICE_UNAVAILABLE,
          "too-many-watchers",
          "%d requests watch documents already.".formatted(properties.watchers()));
    }
    try {
      var stream = EventStream.open(response, json, access::refusal);
      @Nullable Document told = null;
      do {
        if (changed(told, document)) {
          stream.send("document", DocumentObject.of(document));
          told = document;
        }
        if (document.state().isLast() || !waits(stream)) {
          return;
        }
        document = library.document(principal, id);
      } while (true);
    } finally {
      slots.release();
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stopping() {
    stopping.countDown();
  }

  /** Until it is time to look at the document again, if there is somebody to go on for. */
  private boolean waits(EventStream stream) throws IOException, InterruptedException {
    long step = EventStream.LOOK.toMillis();
    for (long left = properties.watch().toMillis(); left > 0; left -= step) {
      if (stopping.await(Math.min(left, step), TimeUnit.MILLISECONDS)
          || !stream.goesOn(HEARTBEAT)) {
        return false;
      }
    }
    return true;
  }

  /** The time left runs down by itself: that alone is no news. */
  private static boolean changed(@Nullable Document told, Document now) {
    return told == null
        || !told.updatedAt().equals(now.updatedAt())
        || told.state() != now.state()
        || !Objects.equals(told.queuePosition(), now.queuePosition());
  }
}
