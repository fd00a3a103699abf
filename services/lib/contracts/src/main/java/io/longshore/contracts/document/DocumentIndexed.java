package io.longshore.contracts.document;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;

/**
 * All items of a version are searchable (topic {@code documents.indexed}, key = document id).
 *
 * @param tokensSeen tokens that went into vectors
 * @param tokensGiven tokens of the text; more than seen means that something was cut, and is said
 */
public record DocumentIndexed(
    Principal principal,
    DocumentId document,
    int version,
    String generation,
    int passages,
    long tokensSeen,
    long tokensGiven) {}
