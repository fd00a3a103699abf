package io.longshore.modelserver;

import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The real model through the real client, for the tests of a class. */
final class RealEncoder implements BeforeAllCallback, AfterAllCallback {
  @SuppressWarnings("NullAway.Init") // before all
  private TestServer server;

  @SuppressWarnings("NullAway.Init") // before all
  private TritonEncoder encoder;

  TritonEncoder get() {
    return encoder;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path repository = TestServer.repository();
    server = new TestServer(TestServer.settings(repository, 65_536));
    encoder = new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    encoder.close();
    server.close();
  }

  /** Of vectors of length 1. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }
}
