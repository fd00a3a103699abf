package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The real model server, with a queue that is far too short for what is asked of it. */
class BackPressureTest {
  private static final int QUEUE_TOKENS = 2_048;
  private static final int CLIENTS = 3;

  private static final List<String> ITEM =
      IntStream.range(0, 60)
          .mapToObj(n -> "Passage %d: the winch of pier %d pulls %d tonnes. ".formatted(n, n, n))
          .map(sentence -> sentence.repeat(4))
          .toList();

  @Test
  void aFullQueueSlowsIngestionDownAndLosesNothingAndQuestionsAreServed()
      throws IOException, InterruptedException, ExecutionException {
    Path repository = TestServer.repository();
    try (var server = new TestServer(TestServer.settings(repository, QUEUE_TOKENS));
        ExecutorService pool = Executors.newCachedThreadPool()) {
      List<TritonEncoder> clients = new ArrayList<>();
      for (int n = 0; n < CLIENTS; n++) {
        clients.add(new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT));
      }
      List<Future<List<Embedding>>> items =
          clients.stream().map(client -> pool.submit(ingest(client))).toList();
      int questions = 0;
      while (items.stream().anyMatch(item -> !item.isDone())) {
        assertThat(
                clients
                    .getFirst()
                    .embed(
                        List.of("How much does the winch of pier %d pull?".formatted(questions)),
                        Kind.QUERY,
                        Priority.QUESTION,
                        Bound.within(Duration.ofSeconds(10))))
            .hasSize(1);
        questions++;
      }
      assertThat(questions).isPositive();
      for (Future<List<Embedding>> item : items) {
        assertThat(item.get()).hasSize(ITEM.size());
      }
      assertThat(clients.stream().mapToLong(BackPressureTest::refused).sum())
          .as("calls that the full queue refused; else this shows nothing")
          .isPositive();
      clients.forEach(TritonEncoder::close);
    }
  }

  private static Callable<List<Embedding>> ingest(TritonEncoder client) {
    return () ->
        client.embed(ITEM, Kind.PASSAGE, Priority.INGESTION, Bound.within(Duration.ofMinutes(2)));
  }

  private static long refused(TritonEncoder client) {
    return client
        .states()
        .retries()
        .retry("model-ingestion")
        .getMetrics()
        .getNumberOfSuccessfulCallsWithRetryAttempt();
  }
}
