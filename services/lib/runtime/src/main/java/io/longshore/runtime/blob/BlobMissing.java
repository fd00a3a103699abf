package io.longshore.runtime.blob;

import io.longshore.runtime.stream.Poison;

/** There is no blob under this key, and trying again won't make one. */
public final class BlobMissing extends Poison {
  public BlobMissing(String key) {
    super("blob-missing", "There is no blob " + key);
  }
}
