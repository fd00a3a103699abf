package io.longshore.runtime.request;

import io.longshore.contracts.request.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What this process waits for, part by part; for many threads. */
final class OpenRequests {
  /** Ids that are remembered after their time, to tell what is late from what is others'. */
  private static final int REMEMBERED = 1024;

  private final int limit;
  private final Runnable onLate;
  private final Map<UUID, Open> open = new LinkedHashMap<>();
  private final Map<UUID, Boolean> over =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param limit of requests at once
   * @param onLate told of each reply that came after {@link #end}
   */
  OpenRequests(int limit, Runnable onLate) {
    this.limit = limit;
    this.onLate = onLate;
  }

  /**
   * @return done with the bodies in the order of the parts, or failed with {@link RequestFailed} as
   *     soon as one part has
   * @throws RequestFailed {@code too-many-open}
   */
  synchronized CompletableFuture<List<String>> begin(UUID id, int parts) {
    if (open.size() >= limit) {
      throw new RequestFailed("too-many-open", "%d requests wait already".formatted(limit), null);
    }
    var request = new Open(parts);
    open.put(id, request);
    return request.all;
  }

  synchronized void end(UUID id) {
    if (open.remove(id) != null) {
      over.put(id, true);
    }
  }

  synchronized int size() {
    return open.size();
  }

  synchronized void hear(Reply reply) {
    var request = open.get(reply.id());
    if (request != null) {
      request.hear(reply);
    } else if (over.containsKey(reply.id())) {
      onLate.run();
    }
  }

  private static final class Open {
    private final CompletableFuture<List<String>> all = new CompletableFuture<>();
    private final List<@Nullable String> bodies;
    private int missing;

    Open(int parts) {
      bodies = new ArrayList<>(Collections.nCopies(parts, null));
      missing = parts;
    }

    /** A part that was worked on twice counts once. */
    void hear(Reply reply) {
      if (reply.part() < 0 || reply.part() >= bodies.size() || bodies.get(reply.part()) != null) {
        return;
      }
      String body = reply.body();
      if (body == null) {
        String code = reply.code() == null ? "failed" : reply.code();
        all.completeExceptionally(new RequestFailed(code, String.valueOf(reply.message()), null));
        return;
      }
      bodies.set(reply.part(), body);
      missing--;
      if (missing == 0) {
        all.complete(bodies.stream().map(String::valueOf).toList());
      }
    }
  }
}
