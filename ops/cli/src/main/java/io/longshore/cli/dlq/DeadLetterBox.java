package io.longshore.cli.dlq;

import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import io.longshore.local.LocalFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dead letters of a broker. What was done with one is kept in a topic of its own, because Kafka
 * can't change a record: so everybody who looks sees the same, and nothing needs to be deleted for
 * it.
 */
final class DeadLetterBox {
  /** Key: the letter's id; value: its {@link Mark}. */
  static final String MARKS = "dead-letters.handled";

  /** Longer than any dead letter may be kept ({@code longshore.topics.retention}). */
  private static final Duration MARKS_KEPT = Duration.ofDays(400);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Broker broker;

  DeadLetterBox(Broker broker) {
    this.broker = broker;
  }

  /** Hands over one after the other all that was not dropped. */
  void each(Consumer<Letter> letters) {
    var topics =
        broker.topics().stream().filter(name -> name.endsWith(Topics.DEAD_LETTER_SUFFIX)).toList();
    read(
        broker.partitions(topics),
        letter -> {
          if (!letter.isDropped()) {
            letters.accept(letter);
          }
        });
  }

  /**
   * @throws LocalFailure when it is not there (any more)
   */
  Letter letter(LetterId id) {
    var found = new ArrayList<Letter>();
    if (broker.topics().contains(id.topic())
        && broker.partitions(List.of(id.topic())).contains(id.place())) {
      read(
          List.of(id.place()),
          letter -> {
            if (letter.id().equals(id) && !letter.isDropped()) {
              found.add(letter);
            }
          });
    }
    if (found.isEmpty()) {
      throw new LocalFailure(
          "There is no dead letter %s (any more): longshore dlq list says which there are."
              .formatted(id));
    }
    return found.getFirst();
  }

  /** Puts it back on its topic, and says so to whoever looks at it later. */
  void replay(Letter letter) {
    if (!broker.topics().contains(letter.header(DeadLetters.TOPIC))) {
      throw new LocalFailure(
          "%s can't be put back: there is no topic '%s'."
              .formatted(letter.id(), letter.header(DeadLetters.TOPIC)));
    }
    broker.send(letter.original());
    mark(
        letter,
        Mark.What.REPLAYED); // in this order: what breaks off here is at most put back twice
  }

  /**
   * Forgets it: nobody sees it any more. Its bytes go when all before it in its partition are
   * replayed or dropped too, because Kafka forgets from the beginning only; else with the topic's
   * retention, or with a later drop.
   *
   * @return whether its bytes are gone
   */
  boolean drop(Letter letter) {
    mark(letter, Mark.What.DROPPED);
    TopicPartition place = letter.id().place();
    var firstOpen = new ArrayList<Long>();
    read(
        List.of(place),
        one -> {
          if (one.mark() == null && firstOpen.isEmpty()) {
            firstOpen.add(one.record().offset());
          }
        });
    long offset = letter.record().offset();
    long upTo = firstOpen.isEmpty() ? offset + 1 : firstOpen.getFirst();
    if (upTo > broker.beginning(place)) {
      broker.deleteBefore(place, upTo);
    }
    return upTo > offset;
  }

  private void read(Collection<TopicPartition> places, Consumer<Letter> each) {
    var marks = marks();
    broker.read(
        places,
        record -> {
          var mark = marks.get(Letter.id(record).toString());
          boolean its = mark != null && mark.letter() == record.timestamp();
          each.accept(new Letter(record, its ? mark : null));
        });
  }

  private Map<String, Mark> marks() {
    var marks = new HashMap<String, Mark>();
    if (broker.topics().contains(MARKS)) {
      broker.read(
          broker.partitions(List.of(MARKS)),
          record ->
              marks.put(
                  new String(record.key(), StandardCharsets.UTF_8),
                  JSON.readValue(record.value(), Mark.class)));
    }
    return marks;
  }

  private void mark(Letter letter, Mark.What what) {
    broker.makeTopic(MARKS, MARKS_KEPT);
    var mark = new Mark(what, Instant.now(), letter.record().timestamp());
    broker.send(
        new ProducerRecord<>(
            MARKS,
            letter.id().toString().getBytes(StandardCharsets.UTF_8),
            JSON.writeValueAsBytes(mark)));
  }
}
