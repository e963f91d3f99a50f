package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** registerChange and unregisterChange, the same in both forms. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class ChangeListenersTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @Parameter Form form;
  @TempDir Path directory;
  private final BlockingQueue<ChangeData> heard = new LinkedBlockingQueue<>();
  private ServedCore core;
  private CloudSync cloud;

  @BeforeEach
  void open() throws IOException {
    core = new ServedCore(directory, new MemoryBucket(), OptionalLong.empty());
    core.write("notes/old", new byte[1]);
    cloud = core.cloud(form);
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private @Nullable ChangeData next() throws InterruptedException {
    return heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static ChangeData data(NotifyType type, String uri) {
    return ChangeData.of(type, false, uri);
  }

  @Test
  void whatHappensIsHeardUntilItIsUnregistered() throws Exception {
    cloud.registerChange("/cloud/notes", true, heard::add);
    core.write("notes/ä b", new byte[3]);
    assertThat(next()).isEqualTo(data(NotifyType.NOTIFY_ADDED, "file:///cloud/notes/%C3%A4%20b"));
    core.inCloud("notes/from elsewhere", new byte[3]);
    assertThat(next())
        .isEqualTo(data(NotifyType.NOTIFY_ADDED, "file:///cloud/notes/from%20elsewhere"));
    core.rename("notes/old", "notes/new");
    assertThat(next())
        .isEqualTo(ChangeData.renamed(false, "file:///cloud/notes/old", "file:///cloud/notes/new"));
    cloud.unregisterChange("file:///cloud/notes");
    core.write("notes/unheard", new byte[3]);
    cloud.registerChange("/cloud/notes", false, heard::add);
    core.write("notes/heard", new byte[3]);
    assertThat(next()).isEqualTo(data(NotifyType.NOTIFY_ADDED, "file:///cloud/notes/heard"));
  }

  @Test
  void aCallbackThatThrowsOrWaitsHarmsNobody() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    cloud.registerChange(
        "file://notes/old",
        false,
        change -> {
          throw new IllegalStateException("a mistake of the program");
        });
    cloud.registerChange("file://notes/old", false, change -> awaitLatch(end));
    cloud.registerChange("file://notes/old", false, heard::add);
    for (int i = 0; i < 3; i++) {
      core.write("notes/other", new byte[1]);
      core.rename("notes/other", "notes/old");
      assertThat(next()).isEqualTo(data(NotifyType.NOTIFY_DELETED, "file:///cloud/notes/old"));
      assertThat(next()).extracting(ChangeData::type).isEqualTo(NotifyType.NOTIFY_RENAMED);
    }
    end.countDown();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyListenersHearAllInOrder() throws Exception {
    List<List<String>> each = new ArrayList<>();
    AtomicInteger count = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      List<String> own = new ArrayList<>();
      each.add(own);
      cloud.registerChange(
          i % 2 == 0 ? "file:///cloud/notes" : "/cloud/notes",
          i % 3 == 0,
          change -> {
            own.addAll(change.uris());
            count.incrementAndGet();
          });
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      core.write("notes/" + i, new byte[1]);
      expected.add("file:///cloud/notes/" + i);
    }
    await().atMost(BOUND).until(() -> count.get() == 100 * 100);
    assertThat(each).allMatch(own -> own.equals(expected));
  }

  @Test
  void badArgumentsHaveTheirCodes() {
    assertCode(() -> cloud.registerChange(null, true, heard::add), 401);
    assertCode(() -> cloud.registerChange("/cloud/notes", true, null), 401);
    assertCode(() -> cloud.registerChange("file://notes/gone", true, heard::add), 13900002);
    assertCode(() -> cloud.registerChange("/etc/passwd", true, heard::add), 14000002);
    assertCode(() -> cloud.unregisterChange(null), 401);
    assertCode(() -> cloud.unregisterChange("http://notes/old"), 14000002);
  }

  private static void assertCode(ThrowingCallable call, int code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CloudSyncException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void afterTheDaemonWasAwayListenersHearThatTheyMissedSomethingAndGoOn() throws Exception {
    cloud.registerChange("/cloud/notes", true, heard::add);
    core.stopServing();
    core.write("notes/unheard", new byte[1]);
    core.serve();
    if (form == Form.SOCKET) {
      assertThat(next()).isEqualTo(ChangeData.overflow("file:///cloud/notes"));
    } else {
      assertThat(next()).isEqualTo(data(NotifyType.NOTIFY_ADDED, "file:///cloud/notes/unheard"));
    }
    core.write("notes/heard", new byte[1]);
    assertThat(next()).isEqualTo(data(NotifyType.NOTIFY_ADDED, "file:///cloud/notes/heard"));
  }
}
