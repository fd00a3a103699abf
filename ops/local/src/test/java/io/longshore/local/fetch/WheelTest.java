package io.longshore.local.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import org.junit.jupiter.api.Test;

class WheelTest {
  private static final String NONE = "0".repeat(64);

  @Test
  void aFileIsNamedAsPackagesAreNamed() {
    assertThat(Wheel.of("Some.Package-name==1.2", NONE).filePrefix())
        .isEqualTo("some_package_name-1.2-");
  }

  @Test
  void whatIsNotPinnedIsRefused() {
    assertThatThrownBy(() -> Wheel.of("package>=1", NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeHadIsNamedWithItsChecksumAndTheRemedy() {
    assertThatThrownBy(() -> Wheels.fetch(new Wheel("longshore-no-such", "0.0.0", NONE)))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("longshore_no_such-0.0.0-*.whl (sha256 " + NONE + ")")
        .hasMessageContaining("LONGSHORE_WHEELS");
  }
}
