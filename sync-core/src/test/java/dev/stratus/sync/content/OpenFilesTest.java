package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may only be done while nobody uses a file. */
@Timeout(60)
class OpenFilesTest {

  @TempDir Path directory;
  private final ExecutorService others = Executors.newCachedThreadPool();
  private ContentFixture content;
  private OpenFiles files;
  private long one;
  private long other;

  @BeforeEach
  void begin() throws FsException {
    content = new ContentFixture(directory);
    files = content.files;
    one = content.newFile();
    other = content.newFile();
  }

  @AfterEach
  void end() throws FsException {
    others.shutdownNow();
    content.close();
  }

  @Test
  void onlyFilesThatNobodyUsesAreHeld() throws Exception {
    List<Long> seen = new ArrayList<>();
    try (OpenFiles.Use use = files.use(one)) {
      assertThat(files.whileUnused(List.of(other, one), seen::addAll)).containsExactly(other);
      assertThat(files.whileUnused(List.of(one), seen::addAll)).isEmpty();
      assertThat(use.file().inode()).isEqualTo(one);
    }
    assertThat(seen).containsExactly(other);
    assertThat(files.whileUnused(List.of(other, one), seen::addAll)).containsExactly(one, other);
  }

  @Test
  void whoWantsToUseAHeldFileWaitsAndDoesNotCountAsItsUser() throws Exception {
    AtomicReference<Thread> program = new AtomicReference<>();
    List<Future<Long>> uses = new ArrayList<>();
    files.whileUnused(
        List.of(one, other),
        held -> {
          uses.add(others.submit(() -> use(other, program)));
          await().until(() -> waits(program.get()));
          assertThat(files.users(other)).isZero();
          assertThat(files.isUsed(other)).isFalse();
        });
    assertThat(uses.get(0).get()).isEqualTo(other);
  }

  private long use(long inode, AtomicReference<Thread> program) throws FsException {
    program.set(Thread.currentThread());
    try (OpenFiles.Use use = files.use(inode)) {
      return use.file().inode();
    }
  }

  private static boolean waits(Thread thread) {
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  @Test
  void anActionThatFailsLeavesNothingHeld() throws Exception {
    FsException failure = new FsException(FsFailure.NO_SPACE, "full");
    assertThatThrownBy(
            () ->
                files.whileUnused(
                    List.of(one, other),
                    held -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    try (OpenFiles.Use use = files.use(one)) {
      assertThat(files.users(use.file().inode())).isEqualTo(1);
    }
  }

  @Test
  void manyWhoHoldTheSameFilesInAnyOrderAllHaveTheirTurn() throws Exception {
    CountDownLatch together = new CountDownLatch(4);
    List<Future<Integer>> turns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Long> order = i % 2 == 0 ? List.of(one, other) : List.of(other, one);
      turns.add(
          others.submit(
              () -> {
                together.countDown();
                together.await();
                return holdOften(order);
              }));
    }
    for (Future<Integer> turn : turns) {
      assertThat(turn.get()).isEqualTo(500);
    }
  }

  /** Nobody uses them, so each time both are held. */
  private int holdOften(List<Long> order) throws FsException {
    int held = 0;
    for (int round = 0; round < 500; round++) {
      held += files.whileUnused(order, unused -> {}).size() / 2;
    }
    return held;
  }
}
