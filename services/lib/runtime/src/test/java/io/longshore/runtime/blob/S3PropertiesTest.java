package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;

class S3PropertiesTest {
  private static final String BUCKET = "longshore.s3.bucket=blobs";

  @Test
  void aBucketOfAwsNeedsNothingButItsName() {
    assertThat(Bound.to(S3Properties.class, BUCKET))
        .isEqualTo(new S3Properties("", "", "", "us-east-1", "blobs", "", "", null, 4));
    assertThat(Bound.to(S3Properties.class, BUCKET).isPathStyle()).isFalse();
  }

  @Test
  void theBucketIsInThePathWhereAnEndpointIsNamedUnlessItIsSaidOtherwise() {
    String endpoint = "longshore.s3.endpoint=https://s3.example:9000";
    assertThat(Bound.to(S3Properties.class, BUCKET, endpoint).isPathStyle()).isTrue();
    assertThat(
            Bound.to(S3Properties.class, BUCKET, endpoint, "longshore.s3.path-style=false")
                .isPathStyle())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint=s3.example",
        "endpoint=ftp://s3.example",
        "endpoint=http://",
        "endpoint=http://s3.example/path",
        "endpoint=http://user:word@s3.example",
        "endpoint=http://s3.example?a=b",
        "endpoint=http://not a host",
        "region=",
        "region=a/b",
        "prefix=/a",
        "prefix=a/",
        "prefix=a/../b",
        "access-key=alone",
        "secret-key=alone",
        "puts=0",
        "puts=65"
      })
  void whatCanNotBeIsRefusedByItsName(String setting) {
    String name = "longshore.s3." + setting.substring(0, setting.indexOf('='));
    assertThatThrownBy(() -> Bound.to(S3Properties.class, BUCKET, "longshore.s3." + setting))
        .rootCause()
        .hasMessageContaining(name);
  }

  @Test
  void anAuthorityIsForAnEndpointByHttps() {
    String ca = "longshore.s3.ca=/ca.pem";
    assertThat(Bound.to(S3Properties.class, BUCKET, ca).ca()).isEqualTo("/ca.pem");
    assertThatThrownBy(
            () -> Bound.to(S3Properties.class, BUCKET, ca, "longshore.s3.endpoint=http://s3"))
        .rootCause()
        .hasMessageContainingAll("longshore.s3.ca", "https", "http://s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Blobs", "blobs/a", "-blobs"})
  void aBucketHasAName(String name) {
    assertThatThrownBy(() -> Bound.to(S3Properties.class, "longshore.s3.bucket=" + name))
        .rootCause()
        .hasMessageContaining("longshore.s3.bucket");
  }

  @Test
  void nobodySeesTheKeys() {
    String[] keys = {
      "longshore.s3.access-key=an-access-key", "longshore.s3.secret-key=very-secret"
    };
    assertThat(Bound.to(S3Properties.class, BUCKET, keys[0], keys[1]).toString())
        .contains("blobs")
        .doesNotContain("an-access-key", "very-secret");
    assertThatThrownBy(
            () -> Bound.to(S3Properties.class, "longshore.s3.bucket=B", keys[0], keys[1]))
        .isInstanceOfSatisfying(
            BindException.class,
            e ->
                assertThat(e + String.valueOf(e.getProperty()) + e.getCause())
                    .doesNotContain("an-access-key", "very-secret"));
  }
}
