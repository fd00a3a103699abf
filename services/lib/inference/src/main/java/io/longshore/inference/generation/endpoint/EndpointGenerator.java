package io.longshore.inference.generation.endpoint;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.Guard;
import io.longshore.inference.call.GuardStates;
import io.longshore.inference.call.ModelAway;
import io.longshore.inference.call.ModelBusy;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Hearing;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Any endpoint that speaks OpenAI's chat completions: vLLM, llama.cpp's server, a cloud. It marks
 * the turns itself and can't be bound to sources.
 */
public final class EndpointGenerator implements TextGenerator, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final String DONE = "[DONE]";
  private static final int ERROR_BYTES_MAX = 16 * 1024;
  private static final int WHOLE_BYTES_MAX = 1 << 20;

  private final EndpointSettings settings;
  private final GuardStates states = GuardStates.empty();
  private final Guard guard;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final ExecutorService readers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("endpoint-", 0).factory());

  /** Needs no endpoint that is up; the first call does. */
  public EndpointGenerator(EndpointSettings settings, GenerationLimits limits) {
    this.settings = settings;
    guard = new Guard("model-generation", limits.guard(), states);
  }

  /** What guards the calls, by {@code model-generation}. */
  public GuardStates states() {
    return states;
  }

  /** As it was configured: the protocol has no way to ask. */
  @Override
  public Optional<GeneratorInfo> info(Bound bound) {
    return Optional.of(
        new GeneratorInfo(
            settings.model(), "", "", settings.context(), ChatTemplate.SERVER, false, false));
  }

  @Override
  public Written write(Prompt prompt, Sampling sampling, Bound bound, Hearer hearer) {
    if (sampling.copy() != null) {
      throw new ModelRefused(settings + " can't be bound to sources", null);
    }
    String body = Completion.request(settings.model(), prompt, sampling);
    return guard.call(
        bound, left -> written(body, Bound.within(left), new Hearing(hearer, sampling)));
  }

  private Written written(String body, Bound bound, Hearing hearing) {
    var request =
        HttpRequest.newBuilder(settings.completions())
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!settings.key().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> response = awaited(sent, bound, hearing);
      try (InputStream in = response.body()) {
        hear(response, in, bound, hearing);
      } catch (IOException e) {
        throw unavailable(e);
      }
      return hearing.written();
    } catch (ModelUnavailable | ModelRefused e) {
      throw hearing.broken(e);
    } finally {
      sent.cancel(true);
    }
  }

  private void hear(
      HttpResponse<InputStream> response, InputStream in, Bound bound, Hearing hearing) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() != 200) {
      byte[] error = awaited(readers.submit(() -> in.readNBytes(ERROR_BYTES_MAX)), bound, hearing);
      throw refusal(response.statusCode(), new String(error, StandardCharsets.UTF_8));
    }
    if (type.startsWith("application/json")) {
      byte[] whole = awaited(readers.submit(() -> in.readNBytes(WHOLE_BYTES_MAX)), bound, hearing);
      Completion.readWhole(new String(whole, StandardCharsets.UTF_8), hearing);
      return;
    }
    if (!type.startsWith("text/event-stream")) {
      throw new ModelRefused(
          "The endpoint answered %s where a stream of events was asked for: is %s right?"
              .formatted(type.isEmpty() ? "without a type" : type, settings.address()),
          null);
    }
    hear(new ServerEvents(in), bound, hearing);
  }

  private void hear(ServerEvents events, Bound bound, Hearing hearing) {
    while (!hearing.isTooLong()) {
      Optional<String> event = awaited(readers.submit(events::next), bound, hearing);
      if (event.isEmpty()) {
        throw new ModelUnavailable("The endpoint ended the stream before the text", null);
      }
      if (event.get().strip().equals(DONE)) {
        return;
      }
      Completion.read(event.get(), hearing);
    }
  }

  private static ModelUnavailable busyOrDown(int status, String said) {
    String message = "The endpoint answered %d%s".formatted(status, said);
    return switch (status) {
      case 429, 503 -> new ModelBusy(message, null);
      default -> new ModelUnavailable(message, new IOException("status " + status));
    };
  }

  private static RuntimeException refusal(int status, String body) {
    String message = Completion.message(body);
    String said = message.isEmpty() ? "" : ": " + message;
    return status == 408 || status == 429 || status >= 500
        ? busyOrDown(status, said)
        : new ModelRefused("The endpoint answered %d%s".formatted(status, said), null);
  }

  /** Waits no longer than the bound and asks the hearer, at least once for each event. */
  private static <T> T awaited(Future<T> work, Bound bound, Hearing hearing) {
    try {
      while (true) {
        hearing.waiting();
        if (bound.left().isZero()) {
          throw new ModelUnavailable("The endpoint took too long", new TimeoutException());
        }
        try {
          return work.get(Hearing.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // nothing came yet
        }
      }
    } catch (ExecutionException e) {
      throw unavailable(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailable("Interrupted while the endpoint wrote", null);
    }
  }

  private static ModelUnavailable unavailable(Throwable failure) {
    return failure instanceof ConnectException || failure instanceof HttpTimeoutException
        ? new ModelAway("The endpoint can't be reached: " + failure, failure)
        : new ModelUnavailable("The endpoint broke off: " + failure, failure);
  }

  @Override
  public void close() {
    readers.shutdownNow();
    http.shutdownNow();
  }
}
