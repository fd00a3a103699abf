package io.longshore.inference.autoconfigure;

import io.longshore.inference.encoder.EncoderLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the models are and how much is asked of them; the bounds are those of {@link
 * EncoderLimits}.
 *
 * @param address of the model server, {@code host:port}
 * @param repository folder of models, for the tokenizers
 */
@ConfigurationProperties("longshore.models")
record InferenceProperties(
    @DefaultValue("127.0.0.1:8086") String address,
    @DefaultValue("models") Path repository,
    @DefaultValue("512") int callTokens,
    @DefaultValue("8") int ingestionCalls,
    @DefaultValue("16") int questionCalls,
    @DefaultValue("2s") Duration turn,
    @DefaultValue("3") int questionAttempts,
    @DefaultValue("100ms") Duration backoff,
    @DefaultValue("5s") Duration backoffMax,
    @DefaultValue("5s") Duration openFor) {

  EncoderLimits limits() {
    return new EncoderLimits(
        callTokens,
        ingestionCalls,
        questionCalls,
        turn,
        questionAttempts,
        backoff,
        backoffMax,
        openFor);
  }
}
