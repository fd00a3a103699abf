package io.longshore.gateway.generation;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.gateway.library.DeletedCollections;
import io.longshore.gateway.library.DeletedCollections.Deleted;
import io.longshore.runtime.request.RequestFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the embedder to forget what deleted collections have chosen, until it has. Any number of
 * gateways may sweep: telling twice is telling once.
 */
@Component
final class CollectionSweeper {
  static final Duration AGAIN = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(CollectionSweeper.class);
  private static final int BATCH = 100;

  private final DeletedCollections collections;
  private final Generations generations;
  private final Clock clock;

  CollectionSweeper(DeletedCollections collections, Generations generations, Clock clock) {
    this.collections = collections;
    this.generations = generations;
    this.clock = clock;
  }

  /**
   * One whose documents are not erased yet keeps no other one waiting; a room that is away does.
   */
  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    for (Deleted one : collections.due(clock.instant(), BATCH)) {
      try {
        generations.forget(new Principal(one.tenant(), Rooms.GATEWAY, List.of()), one.id());
        collections.forgotten(one);
        log.info("collection forgotten collection={}", one.id());
      } catch (RequestFailed e) {
        log.info("collection={} is forgotten later: {}", one.id(), e.getMessage());
        collections.later(one, clock.instant().plus(AGAIN));
        if (!e.code().equals(GenerationsRequest.CONFLICT)) {
          return;
        }
      }
    }
  }
}
