package io.longshore.gateway.tail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts and stops the tails with the application. */
@Component
public final class TopicTails implements SmartLifecycle {
  private final TopicConsumers consumers;
  private final List<TopicTail> tails = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  TopicTails(TopicConsumers consumers) {
    this.consumers = consumers;
  }

  /** A tail that starts with the application; to be opened while beans are made. */
  public TopicTail open(String name, List<String> topics, TopicTail.Ear ear) {
    var tail = new TopicTail(name, topics, consumers, ear);
    tails.add(tail);
    return tail;
  }

  @Override
  public void start() {
    running = true;
    tails.forEach(TopicTail::start);
  }

  @Override
  public void stop() {
    running = false;
    tails.forEach(TopicTail::stop);
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
