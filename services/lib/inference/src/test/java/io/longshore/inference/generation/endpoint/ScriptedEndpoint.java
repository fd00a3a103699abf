package io.longshore.inference.generation.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A small HTTP server whose answers are a test's script, byte for byte. */
final class ScriptedEndpoint implements AutoCloseable {
  /** Writes an answer; the connection is closed when it returns. */
  interface Script {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> heads = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();

  /** Counted down when a client has gone while it was being answered. */
  final CountDownLatch left = new CountDownLatch(1);

  /** Never counted down but at the end: for scripts that fall silent. */
  final CountDownLatch closed = new CountDownLatch(1);

  private final ServerSocket socket;
  private volatile Script script = out -> {};

  ScriptedEndpoint() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  void says(Script script) {
    this.script = script;
  }

  void says(int status, String type, String body) {
    says(out -> out.write(answer(status, type, body)));
  }

  static byte[] answer(int status, String type, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s"
        .formatted(status, type, body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      var head = new StringBuilder();
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      var body = new char[length];
      for (int read = 0; read < length; ) {
        read += in.read(body, read, length - read);
      }
      heads.add(head.toString());
      bodies.add(
          new String(
              new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
      script.answer(client.getOutputStream());
      client.getOutputStream().flush();
    } catch (IOException e) {
      left.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
