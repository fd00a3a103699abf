package io.longshore.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of one test class.
 *
 * @param url its JDBC URL without a user
 */
public record TestDatabase(String url) {
  /** The role that migrates. */
  public static final String OWNER = "longshore_owner";

  /** A connection as the role; {@link #OWNER} or a service's, which has its schema's name. */
  public Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(url, role, "");
  }
}
