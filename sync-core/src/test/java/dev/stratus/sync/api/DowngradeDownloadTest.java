package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class DowngradeDownloadTest {

  @Parameter Form form;
  @TempDir Path directory;
  private ServedCore core;
  private CloudSync cloud;
  private DowngradeDownload download;
  private final Heard<DowngradeProgress> heard = new Heard<>();

  @BeforeEach
  void open() throws Exception {
    core = new ServedCore(directory, new MemoryBucket(), OptionalLong.empty());
    cloud = core.cloud(form);
    core.inCloud("b/d/one", new byte[100]);
    core.inCloud("b/two", new byte[200]);
    core.inCloud("other/file", new byte[400]);
    new FileSync(cloud).stop().join();
    core.write("b/mine", new byte[7]);
    download = new DowngradeDownload(cloud, "b");
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private static boolean ended(DowngradeProgress progress) {
    return progress.state() != State.RUNNING;
  }

  @Test
  void aWholeBundleComesHere() throws Exception {
    assertThat(download.getCloudFileInfo().join()).isEqualTo(new CloudFileInfo(2, 300, 1, 7, 0, 0));
    download.startDownload(heard).join();
    assertThat(heard.await(DowngradeDownloadTest::ended))
        .isEqualTo(
            new DowngradeProgress(State.COMPLETED, 2, 0, 2, 300, 300, DownloadStopReason.NO_STOP));
    assertThat(download.getCloudFileInfo().join()).isEqualTo(new CloudFileInfo(0, 0, 1, 7, 2, 300));
    assertThat(core.attribute("other/file", "location")).isEqualTo("2");
    download.stopDownload().join();
  }

  @Test
  void itCanBeStopped() throws Exception {
    core.store().faults().on(Verb.GET).inject(Fault.hang());
    download.startDownload(heard).join();
    download.stopDownload().join();
    DowngradeProgress last = heard.await(DowngradeDownloadTest::ended);
    assertThat(last.state()).isEqualTo(State.STOPPED);
    assertThat(last.stopReason()).isEqualTo(DownloadStopReason.USER_STOPPED);
  }

  @Test
  void whatCannotBeginIsRefused() throws Exception {
    assertCode(download.startDownload(null), 13900020);
    assertCode(new DowngradeDownload(cloud, "gone").startDownload(heard), 13900002);
    assertCode(new DowngradeDownload(cloud, "gone").getCloudFileInfo(), 13900002);
    assertCode(() -> new DowngradeDownload(cloud, "../b"), 13900020);
  }
}
