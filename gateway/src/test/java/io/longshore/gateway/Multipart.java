package io.longshore.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bodies of uploads, as browsers write them. */
public final class Multipart {
  public static final String BOUNDARY = "longshore-boundary";

  private Multipart() {}

  public static byte[] of(String name, byte[] bytes, Map<String, String> fields) {
    var out = new ByteArrayOutputStream();
    fields.forEach((field, value) ->
        write(
            out,
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, field, value)));
    write(out, "--%s\r\n".formatted(BOUNDARY));
    write(
        out, "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n".formatted(name));
    write(out, "Content-Type: application/octet-stream\r\n\r\n");
    out.writeBytes(bytes);
    write(out, "\r\n--%s--\r\n".formatted(BOUNDARY));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
