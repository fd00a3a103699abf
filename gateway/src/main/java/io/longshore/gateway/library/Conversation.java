package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import java.time.Instant;

/**
 * Questions that follow each other.
 *
 * @param title its first question, shortened
 */
public record Conversation(
    ConversationId id, String title, long answers, Instant createdAt, Instant updatedAt) {}
