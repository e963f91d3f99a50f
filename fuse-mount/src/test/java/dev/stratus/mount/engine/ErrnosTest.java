package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.serce.jnrfuse.ErrorCodes;

class ErrnosTest {

  @ParameterizedTest
  @EnumSource
  void everyFailureHasANumberOfItsOwn(FsFailure failure) {
    assertThat(Errnos.of(failure)).isPositive();
    for (FsFailure other : FsFailure.values()) {
      assertThat(Errnos.of(other) == Errnos.of(failure)).isEqualTo(other == failure);
    }
  }

  @Test
  void theNumbersAreThoseOfThisSystem() {
    assertThat(Errnos.of(FsFailure.NOT_FOUND)).isEqualTo(ErrorCodes.ENOENT());
    assertThat(Errnos.of(FsFailure.DIRECTORY_NOT_EMPTY)).isEqualTo(ErrorCodes.ENOTEMPTY());
    assertThat(Errnos.of(FsFailure.NAME_TOO_LONG)).isEqualTo(ErrorCodes.ENAMETOOLONG());
    assertThat(Errnos.of(FsFailure.NAME_NOT_UTF8)).isEqualTo(ErrorCodes.EILSEQ());
    assertThat(Errnos.of(FsFailure.NO_DATA)).isEqualTo(ErrorCodes.ENODATA());
    assertThat(Errnos.of(FsFailure.NOT_SUPPORTED)).isEqualTo(ErrorCodes.EOPNOTSUPP());
    assertThat(Errnos.of(FsFailure.NETWORK_UNREACHABLE)).isEqualTo(ErrorCodes.ENETUNREACH());
  }
}
