package io.longshore.inference.generation.endpoint;

import java.net.URI;

/**
 * Where texts are written.
 *
 * @param address up to {@code /v1}
 * @param model as the endpoint names it
 * @param key sent as a bearer token; empty for none
 * @param context tokens of prompt and text together
 */
public record EndpointSettings(URI address, String model, String key, int context) {
  public EndpointSettings {
    String scheme = address.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "longshore.generation.endpoint is an address such as http://host:8000/v1, not "
              + address);
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "longshore.generation.model is needed: the name of the endpoint's model");
    }
  }

  URI completions() {
    String base = address.toString();
    return URI.create(base + (base.endsWith("/") ? "" : "/") + "chat/completions");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return model + " at " + address;
  }
}
