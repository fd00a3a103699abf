package io.longshore.modelserver.protocol;

import io.longshore.inference.kserve.DataType;

/** A configuration says {@code TYPE_INT64} where the protocol says {@code INT64}. */
final class DataTypes {
  private DataTypes() {}

  static String protocolName(DataType type) {
    return type == DataType.TYPE_STRING ? "BYTES" : type.name().substring("TYPE_".length());
  }
}
