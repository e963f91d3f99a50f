package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.XattrMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole core with its state directory on a disk that is really full. */
class FullDiskTest {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int MIB = 1 << 20;
  private static final int DISK_MIB = 40;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int last = opened.size() - 1; last >= 0; last--) {
      opened.get(last).close();
    }
  }

  private SmallDisk disk(String name) throws IOException {
    SmallDisk disk = SmallDisk.make(directory, name, DISK_MIB);
    opened.add(disk);
    return disk;
  }

  private SyncCore open(Path state) throws Exception {
    Files.createDirectories(state);
    CoreParts parts =
        new CoreParts(
            state.resolve("index.db"),
            state.resolve("content"),
            "boot",
            new MemoryStore(bucket, MemoryStore.LIKE_MINIO),
            null,
            () -> {},
            () -> false,
            state.resolve("sock"));
    SyncCore core = SyncCore.open(parts, CoreUnderTest.SETTINGS);
    opened.add(core);
    return core;
  }

  private static void awaitReserve(SyncCore core) {
    await().atMost(BOUND).until(() -> core.control().status().disk().reserve() > 0);
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[MIB];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static void write(FileSystemView view, int number) throws FsException {
    Created file =
        view.create(InodeId.ROOT, name(number), 0644, OpenMode.readWrite(), new Caller(0, 0));
    try {
      view.write(file.handle(), ByteBuffer.wrap(bytes(number)), 0);
      view.flush(file.handle());
    } finally {
      view.release(file.handle());
    }
  }

  private static Name name(int number) {
    return new Name("file " + number);
  }

  private static byte[] read(FileSystemView view, String name) throws FsException {
    Handle handle =
        view.open(view.lookup(InodeId.ROOT, new Name(name)).inode(), OpenMode.readOnly());
    try {
      ByteBuffer buffer = ByteBuffer.allocate(2 * MIB);
      int count = view.read(handle, buffer, 0);
      return Arrays.copyOf(buffer.array(), count);
    } finally {
      view.release(handle);
    }
  }

  /** Writes new files until the disk has no room for one; returns how many were answered well. */
  private static int writeUntilFull(FileSystemView view) throws FsException {
    int number = 0;
    try {
      while (number < DISK_MIB) {
        write(view, number);
        number++;
      }
      throw new AssertionError("the disk does not become full");
    } catch (FsException e) {
      assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE);
    }
    return number;
  }

  private static void awaitSynced(SyncCore core) throws Exception {
    assertThat(
            core.control()
                .waitUntilSynced(new WaitRequest(List.of(""), BOUND.toMillis()), progress -> {})
                .synced())
        .isTrue();
  }

  private static String location(FileSystemView view, int number) throws FsException {
    InodeId inode = view.lookup(InodeId.ROOT, name(number)).inode();
    return new String(view.getxattr(inode, "user.cloud.location"), StandardCharsets.UTF_8);
  }

  private void assertInTheCloud(int from, int end) {
    for (int number = from; number < end; number++) {
      assertThat(bucket.bytes(name(number).value())).isEqualTo(bytes(number));
    }
  }

  @Test
  void removingEvictingReadingAndUploadingGoOn() throws Exception {
    SmallDisk disk = disk("one");
    bucket.write("cloud", bytes(-1), Map.of());
    SyncCore core = open(disk.root().resolve("state"));
    FileSystemView view = core.view();
    awaitReserve(core);
    write(view, 100);
    awaitSynced(core);
    core.control().stopSync();
    int written = writeUntilFull(view);
    disk.fill();

    assertThat(location(view, 100)).as("its room was needed by what is only here").isEqualTo("2");
    assertThat(core.control().status().disk().full()).isTrue();
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> read(view, "cloud"))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));

    core.control().startSync();
    awaitSynced(core);
    assertToldToBeFull(core);
    assertInTheCloud(0, written);
    assertThat(read(view, "cloud")).as("some synced file makes room for it").isEqualTo(bytes(-1));
    view.unlink(InodeId.ROOT, name(0));
    for (int number = 1; number < written; number++) {
      InodeId inode = view.lookup(InodeId.ROOT, name(number)).inode();
      view.setxattr(inode, "user.cloud.location", new byte[] {'2'}, XattrMode.CREATE_OR_REPLACE);
    }

    disk.free();
    write(view, 101);
    awaitSynced(core);
    assertInTheCloud(101, 102);
    await().atMost(BOUND).until(() -> !core.control().status().disk().full());
  }

  private static void assertToldToBeFull(SyncCore core) throws IOException {
    List<SyncEvent> heard = new CopyOnWriteArrayList<>();
    Runnable ending = core.control().watchSync("", heard::add);
    core.control().startSync();
    await()
        .atMost(BOUND)
        .until(() -> heard.contains(new SyncEvent("DOWNLOAD_FAILED", "LOCAL_STORAGE_FULL")));
    ending.run();
  }

  @Test
  void whatWasKilledOnAFullDiskComesUpThereAndLosesNothing() throws Exception {
    SmallDisk disk = disk("one");
    SyncCore core = open(disk.root().resolve("state"));
    awaitReserve(core);
    core.control().stopSync();
    int written = writeUntilFull(core.view());

    SmallDisk same = disk("two");
    CrashedState.copy(disk.root().resolve("state"), same.root().resolve("state"));
    same.fill();
    SyncCore next = open(same.root().resolve("state"));
    for (int number = 0; number < written; number++) {
      assertThat(read(next.view(), name(number).value())).isEqualTo(bytes(number));
    }
    next.view().unlink(InodeId.ROOT, name(0));
    next.control().startSync();
    awaitSynced(next);
    assertInTheCloud(1, written);
  }
}
