package io.longshore.cli.stack;

/** Says to the commands under test where the gateway is. */
public final class HomeForTests {
  private HomeForTests() {}

  public static void port(int port) {
    Home.ofEnvironment().port(port);
  }
}
