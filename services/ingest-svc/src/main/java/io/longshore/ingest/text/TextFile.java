package io.longshore.ingest.text;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads ranges of code points of a UTF-8 file with the help of its structure. */
public final class TextFile implements AutoCloseable {
  private final FileChannel channel;
  private final Structure structure;

  public TextFile(Path file, Structure structure) {
    try {
      this.channel = FileChannel.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.structure = structure;
  }

  public Structure structure() {
    return structure;
  }

  /** The code points from {@code start} to before {@code end}. */
  public String slice(int start, int end) {
    int first = start / Limits.BYTE_OFFSET_EVERY;
    int last = Math.ceilDiv(end, Limits.BYTE_OFFSET_EVERY);
    try {
      long from = structure.byteOffsets().get(first);
      long to =
          last < structure.byteOffsets().size()
              ? structure.byteOffsets().get(last)
              : channel.size();
      String text = read(from, Math.toIntExact(to - from));
      int skipped = first * Limits.BYTE_OFFSET_EVERY;
      int begin = text.offsetByCodePoints(0, start - skipped);
      return text.substring(begin, text.offsetByCodePoints(begin, end - start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // until it is full
    }
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
