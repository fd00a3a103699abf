package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import java.io.IOException;
import java.nio.file.Path;

/** Reads one format. */
public interface FormatReader {
  /**
   * Tells the sink everything that the file says, in reading order, and its progress at least once
   * every few seconds.
   *
   * @throws IOException when the file is damaged beyond reading
   * @throws io.longshore.ingest.refusal.Refused when it can't be read for another reason
   */
  void read(Path file, TextSink sink) throws IOException;
}
