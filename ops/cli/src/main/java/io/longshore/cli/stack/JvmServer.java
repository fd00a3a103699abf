package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.process.Ports;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of our own programs, as it runs in its pod: a JVM and its environment.
 *
 * @param part which
 * @param port where it listens, on loopback
 * @param environment what it is told
 * @param log its log file
 */
record JvmServer(Part part, int port, Map<String, String> environment, Path log) implements Server {
  private static final Duration READY_BOUND = Duration.ofMinutes(5);
  private static final Duration PROBE_BOUND = Duration.ofSeconds(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_BOUND)
          .build();

  @Override
  public void prepare() {
    jar().extracted();
  }

  @Override
  public Program program() {
    return program(BootJar.cacheOptions(jar().extracted()), List.of());
  }

  /** The same program, which does these jobs instead and ends. */
  Program jobs(List<String> jobs) {
    return program(BootJar.useOfCache(jar().extracted()), jobs);
  }

  private Program program(List<String> cacheOptions, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Java.executable());
    command.addAll(Java.FLAGS);
    command.add("-Xmx" + part.heapMegabytes + "m");
    command.addAll(cacheOptions);
    command.add("-jar");
    command.add(jar().extracted().toString());
    command.addAll(arguments);
    return new Program(part.label(), command, environment, log);
  }

  /** Without the environment, which has passwords. */
  @Override
  public String toString() {
    return "%s on port %d".formatted(part, port);
  }

  @Override
  public boolean isReady() {
    return part.isService() ? isHealthy() : Ports.isOpen(port);
  }

  private boolean isHealthy() {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)))
            .timeout(PROBE_BOUND)
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Duration readyBound() {
    return READY_BOUND;
  }

  void forgetCache() {
    BootJar.forgetCache(jar().extracted());
  }

  private BootJar jar() {
    return new BootJar(Folders.sources().resolve(part.module));
  }
}
