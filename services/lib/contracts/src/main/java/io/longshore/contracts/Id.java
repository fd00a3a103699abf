package io.longshore.contracts;

import java.util.UUID;

/** A typed identity. Travels as a bare JSON string. */
public sealed interface Id
    permits CollectionId, ConversationId, DocumentId, MemoryId, PassageId, QuestionId {
  UUID value();
}
