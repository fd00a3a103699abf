package io.longshore.runtime.tail;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the tails with the application. */
public final class TopicTails implements SmartLifecycle {
  private final TopicConsumers consumers;
  private final Clock clock;
  private final List<TopicTail> tails = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  TopicTails(TopicConsumers consumers, Clock clock) {
    this.consumers = consumers;
    this.clock = clock;
  }

  /** To be opened while beans are made. */
  public TopicTail open(Listening listening, TopicTail.Ear ear) {
    var tail = new TopicTail(listening, consumers, clock, ear);
    tails.add(tail);
    return tail;
  }

  @Override
  public void start() {
    running = true;
    tails.forEach(TopicTail::begin);
  }

  @Override
  public void stop() {
    running = false;
    tails.forEach(TopicTail::end);
    tails.forEach(TopicTail::awaitEnd);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Below the web server's, so that requests that are being finished still hear their answers. */
  @Override
  public int getPhase() {
    return 0;
  }
}
