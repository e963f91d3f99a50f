package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsFailure;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskFailureTest {

  @ParameterizedTest
  @CsvSource({
    "No space left on device, NO_SPACE",
    "Disk quota exceeded, NO_SPACE",
    "File too large, FILE_TOO_LARGE",
    "Input/output error, IO_ERROR"
  })
  void whatTheDiskRefusesIsToldByItsReason(String message, FsFailure failure) {
    assertThat(ContentStore.failure("write", new IOException(message)).failure())
        .isEqualTo(failure);
  }
}
