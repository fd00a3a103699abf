package io.longshore.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void freePortsAreDifferentAndFree() {
    assertThat(Ports.free(10))
        .doesNotHaveDuplicates()
        .allMatch(Ports::isFree)
        .allMatch(port -> port < 32_768);
  }

  @Test
  void aPortThatSomebodyListensToIsOpenAndNotFree() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.isOpen(socket.getLocalPort())).isTrue();
      assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
    }
  }
}
