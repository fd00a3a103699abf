package io.longshore.runtime.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose signature makes a server's certificate good. */
final class S3Trust {
  private S3Trust() {}

  /**
   * Those of a PEM file, and nobody else.
   *
   * @throws IllegalArgumentException when there are none in it
   */
  static TrustManager[] in(String file) {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> signers =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (signers.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate signer : signers) {
        store.setCertificateEntry(Integer.toString(store.size()), signer);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "longshore.s3.ca is a file of certificates in PEM, which %s is not: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Whether a server was turned down for its certificate, which no waiting mends. */
  static boolean isRefusal(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .anyMatch(CertificateException.class::isInstance);
  }
}
