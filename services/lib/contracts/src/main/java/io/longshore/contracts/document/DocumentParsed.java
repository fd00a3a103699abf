package io.longshore.contracts.document;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;

/**
 * A version has become text (topic {@code documents.parsed}, key = document id).
 *
 * @param textHash lower-case hex SHA-256 of the UTF-8 text
 * @param text key of the text in the blob store
 * @param structure key of the {@link Structure} (JSON) in the blob store
 * @param pages 0 for a text without pages
 * @param items how many {@code sections.submitted} items follow
 */
public record DocumentParsed(
    Principal principal,
    DocumentId document,
    int version,
    String mediaType,
    String language,
    String textHash,
    String text,
    String structure,
    int codePoints,
    int words,
    int pages,
    int items) {}
