package io.longshore.runtime.request;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that a room can be asked, by kind. Whatever happens, there is a reply. */
final class RequestHandlers {
  private static final Logger log = LoggerFactory.getLogger(RequestHandlers.class);

  private final Map<String, RequestHandler<?, ?>> byKind;
  private final Json json;

  RequestHandlers(Collection<RequestHandler<?, ?>> handlers, Json json) {
    this.byKind = handlers.stream().collect(toUnmodifiableMap(h -> h.kind(), Function.identity()));
    this.json = json;
  }

  Reply reply(Request request) {
    var handler = byKind.get(request.kind());
    if (handler == null) {
      return failed(request, "unknown-kind", "Nobody here answers " + request.kind());
    }
    try {
      return new Reply(request.id(), request.part(), work(handler, request), null, null);
    } catch (Poison e) {
      return failed(request, e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // the caller has to know; why is for this room's log
      log.warn("request {} of kind {} failed", request.id(), request.kind(), e);
      return failed(request, "failed", "The room could not do it; its log says why");
    }
  }

  static Reply failed(Request request, String code, String message) {
    return new Reply(request.id(), request.part(), null, code, message);
  }

  private <Q, R> String work(RequestHandler<Q, R> handler, Request request) {
    Q part = json.read(request.body(), handler.type());
    return json.text(handler.work().reply(request.principal(), part, request.deadline()));
  }
}
