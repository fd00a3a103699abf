package io.longshore.contracts.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one part of a request (topic {@code replies}, key = id of the request).
 *
 * @param body JSON; null when the part failed
 * @param code stable reason of a failure: {@code unknown-kind}, {@code deadline}, ...; else null
 * @param message what to do, in words; null when nothing failed
 */
public record Reply(
    UUID id, int part, @Nullable String body, @Nullable String code, @Nullable String message) {}
