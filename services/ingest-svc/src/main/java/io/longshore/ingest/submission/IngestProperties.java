package io.longshore.ingest.submission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of one document.
 *
 * @param codePoints of its text; a longer one is refused. The default holds ten million words; at
 *     most twice as many
 * @param progressEvery how often progress is said, 100 ms to a minute
 */
@ConfigurationProperties("longshore.ingest")
public record IngestProperties(
    @DefaultValue("64000000") int codePoints, @DefaultValue("500ms") Duration progressEvery) {
  private static final int CODE_POINTS_MAX = 128_000_000;
  private static final Duration PROGRESS_MIN = Duration.ofMillis(100);
  private static final Duration PROGRESS_MAX = Duration.ofMinutes(1);

  public IngestProperties {
    if (codePoints < 1 || codePoints > CODE_POINTS_MAX) {
      throw new IllegalArgumentException(
          "longshore.ingest.code-points must be 1 to %d, not %d"
              .formatted(CODE_POINTS_MAX, codePoints));
    }
    if (progressEvery.compareTo(PROGRESS_MIN) < 0 || progressEvery.compareTo(PROGRESS_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.ingest.progress-every must be %s to %s, not %s"
              .formatted(PROGRESS_MIN, PROGRESS_MAX, progressEvery));
    }
  }
}
