package dev.stratus.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.index.NamedChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FeedTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final int MOST = 10;

  private final BlockingQueue<FileChange> heard = new LinkedBlockingQueue<>();
  private volatile boolean allListed = true;
  private final ChangeFeed feed = new ChangeFeed(() -> allListed, inode -> false, MOST);

  @BeforeEach
  void start() {
    feed.start();
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static NamedChange added(String path, boolean discovered) {
    return new NamedChange(NamedChange.Kind.ADDED, path, null, 1, false, false, discovered);
  }

  private @Nullable FileChange next() throws InterruptedException {
    return heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static FileChange told(FileChange.Type type, String path, boolean directory) {
    return new FileChange(type, path, null, directory);
  }

  @Test
  void whoeverIsTooSlowHearsThatChangesWereLost() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    feed.subscribe(
        "d",
        true,
        change -> {
          heard.add(change);
          first.countDown();
          awaitLatch(goOn);
        });
    feed.committed(List.of(added("d/0", false)));
    awaitLatch(first);
    for (int i = 1; i <= MOST + 5; i++) {
      feed.committed(List.of(added("d/" + i, false)));
    }
    goOn.countDown();
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "d/0", false));
    assertThat(next()).isEqualTo(told(FileChange.Type.OVERFLOW, "d", true));
    for (int i = 1; i <= MOST; i++) {
      assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "d/" + i, false));
    }
    feed.committed(List.of(added("d/last", false)));
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "d/last", false));
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesThatAFirstListingFindsAreNoNews() throws Exception {
    feed.subscribe("", true, heard::add);
    allListed = false;
    feed.committed(List.of(added("old", true), added("new", false)));
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "new", false));
    allListed = true;
    feed.committed(List.of(added("newer", true)));
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "newer", false));
  }

  @Test
  void whoEndedHearsNothingAndNobodyIsListenedFor() throws Exception {
    Runnable ending = feed.subscribe("", true, change -> heard.add(change));
    feed.subscribe("x", false, heard::add).run();
    assertThat(feed.isListening()).isTrue();
    ending.run();
    assertThat(feed.isListening()).isFalse();
    feed.subscribe("y", false, heard::add);
    feed.committed(List.of(added("x", false), added("y", false)));
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "y", false));
  }

  @Test
  void aListenerThatThrowsEndsNothing() throws Exception {
    feed.subscribe(
        "",
        true,
        change -> {
          heard.add(change);
          if (change.type() != FileChange.Type.OVERFLOW) {
            throw new IllegalStateException("a defect");
          }
        });
    feed.committed(List.of(added("a", false)));
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "a", false));
    assertThat(next()).isEqualTo(told(FileChange.Type.OVERFLOW, "", true));
    feed.committed(List.of(added("b", false)));
    await().atMost(BOUND).until(() -> heard.size() >= 1);
    assertThat(next()).isEqualTo(told(FileChange.Type.ADDED, "b", false));
  }
}
