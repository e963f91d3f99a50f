package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs, the uploader and the evictor are in the middle of is not called damage. */
final class CheckAtWorkTest {

  private static final int WORKERS = 3;
  private static final int CHECKS = 12;
  private static final int NAMES = 12;

  @TempDir Path temp;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong steps = new AtomicLong();

  @Test
  void checksGoOnBesidePrograms() throws Exception {
    try (CheckedMount mount = new CheckedMount(temp.resolve("state"), new MemoryBucket())) {
      mount.open();
      mount.awaitSynced();
      CompletableFuture<?>[] workers = new CompletableFuture<?>[WORKERS];
      for (int i = 0; i < WORKERS; i++) {
        Random random = new Random(i);
        workers[i] = CompletableFuture.runAsync(() -> work(mount, random));
      }
      try {
        // One check may be over before a step is; all of them are not.
        long during = 0;
        for (int i = 0; i < CHECKS; i++) {
          long before = steps.get();
          assertThat(CheckedMount.lines(mount.check(i % 2 == 0))).isEmpty();
          during += steps.get() - before;
        }
        assertThat(during).as("steps of programs meanwhile").isGreaterThan(CHECKS);
      } finally {
        ended.set(true);
        CompletableFuture.allOf(workers).join();
      }
      mount.awaitSynced();
      assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    }
  }

  private void work(CheckedMount mount, Random random) {
    while (!ended.get()) {
      try {
        step(mount, random);
      } catch (FsException e) {
        // Another worker took, gave or used the name meanwhile: a program would be told the same.
        assertThat(e.failure()).isNotNull();
      }
      steps.incrementAndGet();
    }
  }

  private static Name name(Random random) {
    return new Name("file " + random.nextInt(NAMES));
  }

  private static void step(CheckedMount mount, Random random) throws FsException {
    FileSystemView view = mount.view();
    Name name = name(random);
    switch (random.nextInt(8)) {
      case 0, 1 -> mount.write(InodeId.ROOT, name.value(), new byte[random.nextInt(200_000)]);
      case 2 -> change(view, view.lookup(InodeId.ROOT, name).inode(), random);
      case 3 -> {
        InodeId inode = view.lookup(InodeId.ROOT, name).inode();
        view.setattr(inode, AttributeChange.size(random.nextInt(300_000)));
      }
      case 4 -> view.rename(InodeId.ROOT, name, InodeId.ROOT, name(random), RenameMode.REPLACE);
      case 5 -> view.unlink(InodeId.ROOT, name);
      case 6 -> view.link(view.lookup(InodeId.ROOT, name).inode(), InodeId.ROOT, name(random));
      default ->
          view.setxattr(
              view.lookup(InodeId.ROOT, name).inode(),
              "user.cloud.location",
              new byte[] {'2'},
              XattrMode.CREATE_OR_REPLACE);
    }
  }

  private static void change(FileSystemView view, InodeId inode, Random random) throws FsException {
    Handle handle = view.open(inode, OpenMode.readWrite());
    try {
      view.write(handle, ByteBuffer.wrap(new byte[] {1, 2, 3}), random.nextInt(300_000));
    } finally {
      view.release(handle);
    }
  }
}
