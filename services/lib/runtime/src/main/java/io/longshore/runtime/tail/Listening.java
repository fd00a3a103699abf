package io.longshore.runtime.tail;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tail hears, and from when on.
 *
 * @param name of its thread, and in the log
 * @param past how far back it begins; null for what comes from now on
 * @param whenNeeded whether it starts when it is first waited for, not with the application
 */
public record Listening(
    String name, List<String> topics, @Nullable Duration past, boolean whenNeeded) {
  public Listening {
    topics = List.copyOf(topics);
  }

  /** To what comes from now on, with the application. */
  public static Listening to(String name, List<String> topics) {
    return new Listening(name, topics, null, false);
  }

  /** Begins in the past. */
  public Listening since(Duration past) {
    return new Listening(name, topics, past, whenNeeded);
  }

  /** Starts with the first {@link TopicTail#awaitReady}. */
  public Listening startedWhenNeeded() {
    return new Listening(name, topics, past, true);
  }
}
