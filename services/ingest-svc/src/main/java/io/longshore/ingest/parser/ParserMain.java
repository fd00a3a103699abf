package io.longshore.ingest.parser;

import io.longshore.ingest.format.Detector;
import io.longshore.ingest.format.Format;
import io.longshore.ingest.format.Readers;
import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process that untrusted bytes are parsed in. Reads requests (file, name, declared type) from
 * standard input, answers in {@link Frame}s on standard output, ends with its input.
 */
final class ParserMain {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Set<String> NETWORK = Set.of("http", "https", "ftp");

  private ParserMain() {}

  public static void main(String[] args) throws IOException {
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
    // What a library prints must not get between the frames.
    System.setOut(System.err);
    URL.setURLStreamHandlerFactory(ParserMain::refuseNetwork);
    serve(System.in, out);
  }

  private static void serve(InputStream requests, DataOutputStream out) throws IOException {
    var in = new DataInputStream(requests);
    var detector = new Detector();
    while (true) {
      Path file;
      try {
        file = Path.of(Frame.readString(in));
      } catch (EOFException e) {
        return;
      }
      String name = Frame.readString(in);
      String declared = Frame.readString(in);
      answer(detector, file, name, declared.isEmpty() ? null : declared, out);
    }
  }

  private static void answer(
      Detector detector, Path file, String name, @Nullable String declared, DataOutputStream out)
      throws IOException {
    FrameSink sink = new FrameSink(out);
    try {
      Format format = detector.detect(file, name, declared);
      Readers.of(format).read(file, sink);
      sink.write(new Frame.Done(format.mediaType()));
    } catch (UncheckedIOException e) {
      // Nobody listens any more.
      throw e.getCause();
    } catch (Refused e) {
      sink.write(new Frame.Refusing(e.refusal()));
    } catch (StackOverflowError e) {
      sink.write(new Frame.Refusing(Refusal.PARSE_TOO_BIG));
    } catch (IOException | RuntimeException e) {
      // A parser may throw anything at a damaged file; this process is here to catch it.
      e.printStackTrace();
      sink.write(new Frame.Refusing(Refusal.DAMAGED));
    }
    sink.flush();
  }

  /** No document makes this process call somebody. */
  private static @Nullable URLStreamHandler refuseNetwork(String protocol) {
    return NETWORK.contains(protocol)
        ? new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("no network");
          }
        }
        : null;
  }
}
