package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileSyncState;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names and numbers that cloudSync's enumerations have. */
class NumbersTest {

  private static <E extends Enum<E>> String text(E[] values, ToIntFunction<E> number) {
    return Arrays.stream(values)
        .map(value -> value.name() + " " + number.applyAsInt(value))
        .collect(Collectors.joining(", "));
  }

  @Test
  void theEnumerationsAreTheOriginals() {
    assertThat(text(SyncState.values(), SyncState::number))
        .isEqualTo(
            "UPLOADING 0, UPLOAD_FAILED 1, DOWNLOADING 2, DOWNLOAD_FAILED 3, COMPLETED 4,"
                + " STOPPED 5");
    assertThat(text(ErrorType.values(), ErrorType::number))
        .isEqualTo(
            "NO_ERROR 0, NETWORK_UNAVAILABLE 1, WIFI_UNAVAILABLE 2, BATTERY_LEVEL_LOW 3,"
                + " BATTERY_LEVEL_WARNING 4, CLOUD_STORAGE_FULL 5, LOCAL_STORAGE_FULL 6,"
                + " DEVICE_TEMPERATURE_TOO_HIGH 7, REMOTE_SERVER_ABNORMAL 8");
    assertThat(text(State.values(), State::number))
        .isEqualTo("RUNNING 0, COMPLETED 1, FAILED 2, STOPPED 3");
    assertThat(text(DownloadErrorType.values(), DownloadErrorType::number))
        .isEqualTo(
            "NO_ERROR 0, UNKNOWN_ERROR 1, NETWORK_UNAVAILABLE 2, LOCAL_STORAGE_FULL 3,"
                + " CONTENT_NOT_FOUND 4, FREQUENT_USER_REQUESTS 5");
    assertThat(text(DownloadFileType.values(), DownloadFileType::number))
        .isEqualTo("CONTENT 0, THUMBNAIL 1, LCD 2");
    assertThat(text(NotifyType.values(), NotifyType::number))
        .isEqualTo("NOTIFY_ADDED 0, NOTIFY_MODIFIED 1, NOTIFY_DELETED 2, NOTIFY_RENAMED 3");
    assertThat(text(FileState.values(), FileState::number))
        .isEqualTo(
            "INITIAL_AFTER_DOWNLOAD 0, UPLOADING 1, STOPPED 2, TO_BE_UPLOADED 3, UPLOAD_SUCCESS 4,"
                + " UPLOAD_FAILURE 5");
    assertThat(text(FileSyncState.values(), FileSyncState::number))
        .isEqualTo(
            "UPLOADING 0, DOWNLOADING 1, COMPLETED 2, STOPPED 3, TO_BE_UPLOADED 4,"
                + " UPLOAD_SUCCESS 5, UPLOAD_FAILURE 6");
    assertThat(text(OptimizeState.values(), OptimizeState::number))
        .isEqualTo("RUNNING 0, COMPLETED 1, FAILED 2, STOPPED 3");
    assertThat(text(Action.values(), Action::number)).isEqualTo("RETAIN_DATA 0, CLEAR_DATA 1");
    assertThat(text(UploadState.values(), UploadState::number))
        .isEqualTo("WAITING 0, RUNNING 1, COMPLETED 2, FAILED 3, STOPPED 4, PAUSED 5");
  }

  @Test
  void aSnapshotOfABatchNamesItsFiles() {
    FailedFileInfo failed = new FailedFileInfo("file://b/2", DownloadErrorType.CONTENT_NOT_FOUND);
    MultiDownloadProgress progress =
        new MultiDownloadProgress(
            State.FAILED, 7, List.of("file://b/1"), List.of(failed), 2, 5, 9, failed.error());
    assertThat(progress.successfulCount()).isOne();
    assertThat(progress.failedCount()).isOne();
    assertThat(progress.getSuccessfulFiles()).containsExactly("file://b/1");
    assertThat(progress.getFailedFiles()).containsExactly(failed);
  }
}
