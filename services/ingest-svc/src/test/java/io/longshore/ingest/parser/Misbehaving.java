package io.longshore.ingest.parser;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A parser's process that does what the name of a file tells it. */
final class Misbehaving {
  private Misbehaving() {}

  public static void main(String[] args) throws IOException {
    var in = new DataInputStream(System.in);
    var out = new DataOutputStream(System.out);
    while (true) {
      Path file = Path.of(Frame.readString(in));
      String name = Frame.readString(in);
      Frame.readString(in);
      new Frame.Text(name).write(out);
      switch (name) {
        case "hang" -> {
          while (true) {
            LockSupport.park();
          }
        }
        case "memory" -> System.err.println(exhaustMemory());
        case "crash" -> Runtime.getRuntime().halt(134);
        case "garbage" -> System.out.write(new byte[] {1, 2, 3});
        case "crash-once" -> {
          Path mark = Path.of(Files.readString(file));
          if (!Files.exists(mark)) {
            Files.createFile(mark);
            Runtime.getRuntime().halt(1);
          }
        }
        default -> {}
      }
      new Frame.Done("text/plain").write(out);
      out.flush();
    }
  }

  private static int exhaustMemory() {
    return new byte[Integer.MAX_VALUE - 8].length;
  }
}
