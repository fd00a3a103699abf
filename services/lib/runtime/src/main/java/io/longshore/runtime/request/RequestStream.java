package io.longshore.runtime.request;

import io.longshore.contracts.Topics;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/** The requests to this room in, the replies out. */
final class RequestStream implements MessageListener<String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(RequestStream.class);

  private final RequestHandlers handlers;
  private final Json json;
  private final Sender sender;
  private final Clock clock;
  private final Runnable onOverdue;

  /**
   * @param onOverdue told of each request that nobody waits for any more
   */
  RequestStream(
      RequestHandlers handlers, Json json, Sender sender, Clock clock, Runnable onOverdue) {
    this.handlers = handlers;
    this.json = json;
    this.sender = sender;
    this.clock = clock;
    this.onOverdue = onOverdue;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    Request request = json.read(record.value(), Request.class);
    if (!clock.instant().isBefore(request.deadline())) {
      onOverdue.run();
      return;
    }
    Reply reply = handlers.reply(request);
    try {
      send(reply);
    } catch (Poison e) {
      send(RequestHandlers.failed(request, e.code(), String.valueOf(e.getMessage())));
    }
  }

  /** The work is done and the caller can ask again: no reason to do it again here. */
  private void send(Reply reply) {
    try {
      sender.send(Topics.REPLIES, reply.id().toString(), reply);
    } catch (SendFailed e) {
      log.warn("the reply to request {} was not sent", reply.id(), e);
    }
  }
}
