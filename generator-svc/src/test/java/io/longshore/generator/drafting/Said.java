package io.longshore.generator.drafting;

import java.util.List;

/** Keeps what is said, and always goes on. */
record Said(List<Statement> statements) implements Listener {
  @Override
  public void say(Statement statement) {
    statements.add(statement);
  }

  @Override
  public void goOn() {}

  @Override
  public void took(int read, int written) {}
}
