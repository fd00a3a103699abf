package io.longshore.inference.autoconfigure;

import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.endpoint.EndpointSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where texts are written; the bounds are those of {@link GenerationLimits}.
 *
 * @param enabled whether the service writes texts at all
 * @param endpoint of any server that speaks OpenAI's protocol, such as {@code http://host/v1};
 *     none: the model server's own generator
 * @param model of the endpoint, by its name there
 * @param key of the endpoint; from the environment, never from a file
 * @param context tokens of prompt and text together, where the server doesn't say them
 */
@ConfigurationProperties("longshore.generation")
record GenerationProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable URI endpoint,
    @DefaultValue("") String model,
    @DefaultValue("") String key,
    @DefaultValue("4096") int context,
    @DefaultValue("4") int calls,
    @DefaultValue("2s") Duration turn,
    @DefaultValue("2") int attempts,
    @DefaultValue("5s") Duration openFor) {
  private static final int CONTEXT_MIN = 512;
  private static final int CONTEXT_MAX = 1 << 20;

  GenerationProperties {
    if (context < CONTEXT_MIN || context > CONTEXT_MAX) {
      throw new IllegalArgumentException(
          "longshore.generation.context is %d to %d, got %d"
              .formatted(CONTEXT_MIN, CONTEXT_MAX, context));
    }
  }

  GenerationLimits limits() {
    return new GenerationLimits(calls, turn, attempts, openFor);
  }

  boolean hasEndpoint() {
    return endpoint != null && !endpoint.toString().isEmpty();
  }

  EndpointSettings endpointSettings() {
    if (endpoint == null) {
      throw new IllegalStateException("No endpoint");
    }
    return new EndpointSettings(endpoint, model, key, context);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "GenerationProperties[endpoint=%s, model=%s]".formatted(endpoint, model);
  }
}
