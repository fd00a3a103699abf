package io.longshore.gateway.library;

/**
 * Where the text of a version is.
 *
 * @param text key in the blob store, like {@code structure}
 */
record StoredText(
    String name, int version, String hash, String text, String structure, int codePoints) {}
