package io.longshore.cli.evaluate.frame;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where data lies.
 *
 * @param folder of a data set; null when both files are given, or nothing is
 * @param queries in the place of the folder's own
 * @param corpus in the place of the folder's own
 */
public record Source(@Nullable Path folder, @Nullable Path queries, @Nullable Path corpus) {
  /** What results call it. */
  public String name() {
    if (folder == null && queries == null && corpus == null) {
      return "made by the suite";
    }
    if (folder != null && queries == null && corpus == null) {
      return String.valueOf(folder.toAbsolutePath().normalize());
    }
    return "%s + %s"
        .formatted(queries == null ? folder : queries, corpus == null ? folder : corpus);
  }
}
