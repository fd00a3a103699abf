package io.longshore.local.process;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
  private static final int CONNECT_MILLIS = 500;
  private static final int FIRST = 10_000;

  /** Linux gives clients 32,768 and up. */
  private static final int BELOW_CLIENTS = 32_768;

  private static final int TRIES = 1_000;

  private Ports() {}

  /**
   * Ports that nobody listens to at this moment, all different. They lie below those that the
   * kernel gives to clients, so that no connection takes one before its server does.
   */
  public static List<Integer> free(int count) {
    var free =
        ThreadLocalRandom.current()
            .ints(FIRST, BELOW_CLIENTS)
            .distinct()
            .limit(TRIES)
            .filter(Ports::isFree)
            .limit(count)
            .boxed()
            .toList();
    if (free.size() < count) {
      throw new LocalFailure("Found no %d free ports.".formatted(count));
    }
    return free;
  }

  /** Whether a server could listen there now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody listens there. */
  public static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return socket.getLocalPort() != port; // else it met nobody but itself
    } catch (IOException e) {
      return false;
    }
  }
}
