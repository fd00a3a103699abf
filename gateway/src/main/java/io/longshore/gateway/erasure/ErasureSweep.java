package io.longshore.gateway.erasure;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Holdings;
import io.longshore.contracts.document.HoldingsRequest;
import io.longshore.gateway.library.DocumentState;
import io.longshore.gateway.library.Library;
import io.longshore.gateway.library.LibraryHoldings;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Looks everywhere for what is still held of a document; every room counts its own. */
@Service
public final class ErasureSweep {
  /** Every room that keeps something that was made of documents, for however short a time. */
  private static final List<String> ROOMS = List.of(Rooms.EMBEDDER, Rooms.MEMORY, Rooms.GENERATOR);

  /** Stands among the owners where the topics can't be read. */
  private static final String TOPICS = "topics";

  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final Library library;
  private final LibraryHoldings held;
  private final Requests requests;
  private final TopicSweep topics;

  ErasureSweep(Library library, LibraryHoldings held, Requests requests, TopicSweep topics) {
    this.library = library;
    this.held = held;
    this.requests = requests;
    this.topics = topics;
  }

  /**
   * What was found.
   *
   * @param owners every owner that was asked
   * @param topics records that still hold text of it until they expire; a delete can't reach them
   */
  public record Found(
      DocumentId document, DocumentState state, List<Owner> owners, List<TopicRecords> topics) {}

  /**
   * What one owner holds.
   *
   * @param counts by kind; empty when it could not be looked at
   * @param error why not; null when it was
   */
  public record Owner(String name, Map<String, Long> counts, @Nullable String error) {}

  /**
   * Records of a topic that hold text of a document.
   *
   * @param expires when the last of them may go; the broker removes a segment at a time, so it can
   *     be one segment's time later
   */
  public record TopicRecords(String topic, long records, Instant expires) {}

  /**
   * Takes as long as the rooms, and as reading the topics of questions and answers.
   *
   * @param withTopics whether these are read
   */
  public Found sweep(Principal principal, DocumentId id, boolean withTopics) {
    var document = library.document(principal, id);
    var owners = new ArrayList<Owner>();
    owners.add(new Owner(Rooms.GATEWAY, held.of(principal, id), null));
    ROOMS.forEach(room -> owners.add(ask(room, principal, id)));
    List<TopicRecords> records = List.of();
    try {
      records = withTopics ? topics.of(id) : records;
    } catch (KafkaException e) { // what could be looked at is worth to be said
      owners.add(new Owner(TOPICS, Map.of(), e.getMessage()));
    }
    return new Found(id, document.state(), List.copyOf(owners), records);
  }

  private Owner ask(String room, Principal principal, DocumentId id) {
    try {
      var replies =
          requests.ask(
              room,
              principal,
              HoldingsRequest.KIND,
              List.of(new HoldingsRequest(id)),
              Holdings.class,
              WITHIN);
      return new Owner(room, replies.getFirst().counts(), null);
    } catch (RequestFailed e) {
      return new Owner(room, Map.of(), e.getMessage());
    }
  }
}
