package io.longshore.runtime.request;

import io.longshore.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Whether anybody hears the requests to a room: the broker knows who is in its group. */
final class RoomPresence implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Supplier<Map<String, Object>> settings;
  private @Nullable Admin admin;

  /**
   * @param settings of the broker's client, which is made at the first look
   */
  RoomPresence(Supplier<Map<String, Object>> settings) {
    this.settings = settings;
  }

  /** The group in which the instances of a room share its requests. */
  static String group(String room) {
    return room + "." + Topics.requests(room);
  }

  /** False too when the broker does not say: then only time tells. */
  boolean isAway(String room) {
    String group = group(room);
    try {
      return admin()
          .describeConsumerGroups(List.of(group))
          .all()
          .get(BOUND.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .allMatch(described -> described.members().isEmpty());
    } catch (ExecutionException e) {
      return e.getCause() instanceof GroupIdNotFoundException;
    } catch (TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Admin admin() {
    Admin made = admin;
    if (made == null) {
      made = Admin.create(settings.get());
      admin = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
