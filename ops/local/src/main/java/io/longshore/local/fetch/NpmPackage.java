package io.longshore.local.fetch;

/**
 * One tarball of the npm registry.
 *
 * @param name the package's name, with its scope
 * @param version its version
 * @param sha256 the tarball's checksum
 */
public record NpmPackage(String name, String version, String sha256) {
  /** As {@code npm pack} names it. */
  String file() {
    return name.replace("@", "").replace('/', '-') + "-" + version + ".tgz";
  }
}
