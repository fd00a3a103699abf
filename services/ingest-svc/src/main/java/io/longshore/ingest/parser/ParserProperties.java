package io.longshore.ingest.parser;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of the process that files are parsed in.
 *
 * @param heap its Java heap, 64 MB to 512 MB; a file that needs more is refused
 * @param silence how long it may read, from one word of progress to the next (a range of pages, a
 *     chapter, a block of text), before it is killed; at most 5 minutes
 * @param whole how long it may read one file, at most 25 minutes: the broker gives a record to
 *     another instance after 30
 * @param idle how long it stays without work, at most an hour
 */
@ConfigurationProperties("longshore.ingest.parser")
public record ParserProperties(
    @DefaultValue("384MB") DataSize heap,
    @DefaultValue("60s") Duration silence,
    @DefaultValue("20m") Duration whole,
    @DefaultValue("30s") Duration idle) {
  private static final DataSize HEAP_MIN = DataSize.ofMegabytes(64);
  private static final DataSize HEAP_MAX = DataSize.ofMegabytes(512);
  private static final Duration SILENCE_MAX = Duration.ofMinutes(5);
  private static final Duration WHOLE_MAX = Duration.ofMinutes(25);
  private static final Duration IDLE_MAX = Duration.ofHours(1);

  public ParserProperties {
    if (heap.compareTo(HEAP_MIN) < 0 || heap.compareTo(HEAP_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.ingest.parser.heap must be 64MB to 512MB, not " + heap);
    }
    require("silence", silence, SILENCE_MAX);
    require("whole", whole, WHOLE_MAX);
    require("idle", idle, IDLE_MAX);
  }

  private static void require(String name, Duration value, Duration max) {
    if (!value.isPositive() || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "longshore.ingest.parser.%s must be positive and at most %s, not %s"
              .formatted(name, max, value));
    }
  }
}
