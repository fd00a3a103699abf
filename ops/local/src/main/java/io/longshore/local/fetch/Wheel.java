package io.longshore.local.fetch;

/**
 * One file of the Python package index.
 *
 * @param name the project's name
 * @param version its version
 * @param file the file's name
 * @param sha256 its checksum
 * @param bytes its length
 */
public record Wheel(String name, String version, String file, String sha256, long bytes) {}
