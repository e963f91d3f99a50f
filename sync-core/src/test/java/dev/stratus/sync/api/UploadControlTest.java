package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileSyncState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The uploads of single files, the same in both forms. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class UploadControlTest {

  private static final String FILE = "/cloud/b/file";
  private static final String URI = "file:///cloud/b/file";

  @Parameter Form form;
  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private ServedCore core;
  private FileSync sync;

  @BeforeEach
  void open() throws Exception {
    mount();
  }

  private void mount() throws Exception {
    core = new ServedCore(directory, bucket, OptionalLong.empty());
    sync = new FileSync(core.cloud(form));
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private static UploadProgress progress(UploadState state, long processed, ErrorType error) {
    return new UploadProgress(state, processed, 10, URI, error);
  }

  private UploadProgress now() throws CloudSyncException {
    return sync.getUploadList(List.of(FILE)).get(0);
  }

  @Test
  void aPausedFileWaitsOverARestartUntilItIsResumed() throws Exception {
    core.write("b/file", new byte[10]);
    core.awaitSynced();
    sync.pauseUpload(FILE);
    assertThat(now()).isEqualTo(progress(UploadState.COMPLETED, 10, ErrorType.NO_ERROR));
    core.overwrite("b/file", new byte[10]);
    core.write("b/other", new byte[1]);
    core.awaitSynced();
    assertThat(now()).isEqualTo(progress(UploadState.PAUSED, 0, ErrorType.NO_ERROR));
    assertThat(core.cloud(form).getFileSyncState(FILE)).isEqualTo(FileSyncState.STOPPED);
    assertThat(core.attribute("b/file", "error")).isEqualTo("its upload is paused");

    core.close();
    mount();
    new FileSync(core.cloud(form)).start().join();
    core.awaitSynced();
    assertThat(now()).isEqualTo(progress(UploadState.PAUSED, 0, ErrorType.NO_ERROR));
    sync.resumeUpload(FILE);
    await().until(() -> now().state() == UploadState.COMPLETED);
  }

  @Test
  void aListenerHearsEachUploadOfItsBundleToItsEnd() throws Exception {
    Heard<UploadProgress> heard = new Heard<>();
    FileSync bundle = new FileSync(core.cloud(form), "b");
    bundle.registerUploadProgress(heard);
    bundle.registerUploadProgress(
        told -> {
          throw new IllegalStateException("a second one is not heard");
        });
    core.write("other/file", new byte[10]);
    try (Injection hanging =
        core.store().faults().on(Verb.PUT).key("b/file"::equals).inject(Fault.hang())) {
      core.write("b/file", new byte[10]);
      heard.await(told -> told.state() == UploadState.RUNNING);
      await().until(() -> hanging.hits() > 0);
      assertThat(now().state()).isEqualTo(UploadState.RUNNING);
    }
    heard.await(progress(UploadState.COMPLETED, 10, ErrorType.NO_ERROR)::equals);
    assertThat(heard.all()).allMatch(told -> told.uri().equals(URI));
    bundle.unregisterUploadProgress();
  }

  @Test
  void aFailureHasItsError() throws Exception {
    Heard<UploadProgress> heard = new Heard<>();
    sync.registerUploadProgress(heard);
    try (Injection full =
        core.store()
            .faults()
            .on(Verb.PUT)
            .key("b/file"::equals)
            .inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED))) {
      core.write("b/file", new byte[10]);
      heard.await(progress(UploadState.FAILED, 0, ErrorType.CLOUD_STORAGE_FULL)::equals);
      assertThat(full.hits()).isPositive();
    }
    sync.stop().join();
    sync.start().join();
    heard.await(progress(UploadState.COMPLETED, 10, ErrorType.NO_ERROR)::equals);
  }

  @Test
  void whatMakesNoSenseHasItsCode() throws Exception {
    core.write("b/file", new byte[10]);
    assertCode(() -> sync.getUploadList(null), 13900020);
    assertCode(() -> sync.getUploadList(List.of()), 13900020);
    assertCode(() -> sync.getUploadList(Collections.nCopies(101, FILE)), 13900020);
    assertCode(() -> sync.getUploadList(List.of("/cloud/b")), 13900020);
    assertCode(() -> sync.getUploadList(List.of("/cloud/gone")), 13900002);
    assertCode(() -> sync.pauseUpload(null), 13900020);
    assertCode(() -> sync.pauseUpload("http://no/uri"), 14000002);
    assertCode(() -> sync.resumeUpload("/cloud/gone"), 13900002);
    assertCode(() -> sync.registerUploadProgress(null), 13900020);
  }
}
