package io.longshore.generator.task;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the database that a task waits, on a connection of its own, which reads and writes no
 * rows. Without it tasks are found by looking.
 */
final class TaskSignal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TaskSignal.class);
  private static final int WAIT_MS = 1_000;
  private static final int PAUSE_MS = 1_000;
  private static final int STOP_MS = 3_000;

  private final String url;
  private final String role;
  private final Runnable heard;
  private volatile boolean running = true;
  private @Nullable Thread thread;

  TaskSignal(String url, String role, Runnable heard) {
    this.url = url;
    this.role = role;
    this.heard = heard;
  }

  void start() {
    thread = Thread.ofPlatform().daemon().name("task-signal").start(this::listen);
  }

  @Override
  public void close() {
    running = false;
    try {
      if (thread != null) {
        thread.join(STOP_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (running) {
      try (Connection connection = DriverManager.getConnection(url, settings());
          var statement = connection.createStatement()) {
        statement.execute("listen " + QueueRepository.CHANNEL);
        heard.run(); // what was said before
        var notifications = connection.unwrap(PGConnection.class);
        while (running) {
          if (notifications.getNotifications(WAIT_MS).length > 0) {
            heard.run();
          }
        }
      } catch (SQLException e) {
        log.info("The database can't be heard: {}", e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      running = false;
    }
  }

  private Properties settings() {
    var settings = new Properties();
    settings.setProperty("user", role);
    settings.setProperty("ApplicationName", role + "-signal");
    settings.setProperty("connectTimeout", "2");
    settings.setProperty("tcpKeepAlive", "true");
    return settings;
  }
}
