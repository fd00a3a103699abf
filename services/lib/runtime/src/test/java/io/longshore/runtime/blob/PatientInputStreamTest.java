package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatientInputStreamTest {
  private static final Duration NO_TIME = Duration.ZERO;

  @Test
  void itIsNotTakenBackWhileItsOwnSourceIsSlow() throws IOException {
    var stream = new PatientInputStream[1];
    var slow =
        new InputStream() {
          @Override
          public int read() {
            return stream[0].takeBackAfter(NO_TIME) ? 1 : 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    stream[0] = new PatientInputStream(slow);
    assertThat(stream[0].read()).isZero();
    assertThat(stream[0].read(new byte[4])).isZero();
  }

  @Test
  void whatWasTakenBackGivesNothingMore() throws IOException {
    var stream = new PatientInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3}));
    assertThat(stream.read()).isEqualTo(1);
    assertThat(stream.takeBackAfter(Duration.ofHours(1))).isFalse();
    assertThat(stream.read()).isEqualTo(2);
    assertThat(stream.takeBackAfter(NO_TIME)).isTrue();
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> stream.read(new byte[4])).isInstanceOf(IOException.class);
  }
}
