package io.longshore.local.postgres;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The databases of one PostgreSQL server.
 *
 * @param port where it listens, on loopback
 */
public record Databases(int port) {
  /** The role that a server of ours is made with. */
  public static final String SUPERUSER = "postgres";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Makes the database when it isn't there, with schemas, roles and extension. */
  public void create(String database) {
    try (Connection server = connect("postgres")) {
      if (!exists(server, database)) {
        run(server, "create database " + checked(database));
      }
    } catch (SQLException e) {
      throw failure("make database " + database, e);
    }
    try (Connection connection = connect(database)) {
      run(connection, bootstrap());
    } catch (SQLException e) {
      throw failure("prepare database " + database, e);
    }
  }

  /** Drops the database; its clients are cut off. */
  public void drop(String database) {
    try (Connection server = connect("postgres")) {
      run(server, "drop database if exists " + checked(database) + " with (force)");
    } catch (SQLException e) {
      throw failure("drop database " + database, e);
    }
  }

  /** Whether the server takes connections. */
  public boolean answers() {
    try (Connection server = connect("postgres")) {
      return server.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(url(database), properties);
  }

  private static boolean exists(Connection server, String database) throws SQLException {
    try (var query = server.prepareStatement("select 1 from pg_database where datname = ?")) {
      query.setString(1, database);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String checked(String database) {
    if (!NAME.matcher(database).matches()) {
      throw new IllegalArgumentException("not a database name: " + database);
    }
    return database;
  }

  private static String bootstrap() {
    try (InputStream in = Databases.class.getResourceAsStream("bootstrap.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Folders.failure("read bootstrap.sql", e);
    }
  }

  private static LocalFailure failure(String attempt, SQLException e) {
    return new LocalFailure("Could not %s: %s".formatted(attempt, e.getMessage()), e);
  }
}
