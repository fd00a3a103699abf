package io.longshore.cli.evaluate.frame;

import tools.jackson.databind.node.ObjectNode;

/**
 * A way of doing it that is compared with others.
 *
 * @param options the object of that name in every request
 */
public record Arm(String name, ObjectNode options) {
  public Arm {
    options = options.deepCopy();
  }
}
