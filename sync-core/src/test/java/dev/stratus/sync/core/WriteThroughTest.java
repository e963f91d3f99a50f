package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With write-through, fsync and close mean that the bytes are in the cloud. */
class WriteThroughTest {

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  private SyncCore core;
  private FileSystemView view;

  @BeforeEach
  void open() throws Exception {
    core =
        SyncCore.open(
            new CoreParts(
                directory.resolve("index.db"),
                directory.resolve("content"),
                "boot",
                store,
                null,
                () -> {},
                () -> false,
                directory.resolve("sock")),
            CoreUnderTest.SETTINGS.with(CoreOption.WRITE_THROUGH));
    view = core.view();
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private Handle create(String name) throws FsException {
    return view.create(InodeId.ROOT, new Name(name), 0644, OpenMode.readWrite(), new Caller(0, 0))
        .handle();
  }

  private void write(Handle handle, int... bytes) throws FsException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    view.write(handle, buffer.flip(), 0);
  }

  @Test
  void fsyncAndCloseReturnWhenTheBytesAreThere() throws Exception {
    Handle file = create("file");
    write(file, 1, 2, 3);
    view.fsync(file, false);
    assertThat(bucket.bytes("file")).containsExactly(1, 2, 3);
    write(file, 7);
    view.flush(file);
    assertThat(bucket.bytes("file")).containsExactly(7, 2, 3);
    view.release(file);
  }

  @Test
  void aCloseWithoutAWriteAsksNobody() throws Exception {
    Handle file = create("file");
    write(file, 1);
    view.flush(file);
    store.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE));
    view.flush(file);
    view.release(file);
  }

  @Test
  void aRefusalIsAnErrorAndTheBytesStay() throws Exception {
    store.faults().on(Verb.PUT).key("file"::equals).inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED));
    Handle file = create("file");
    write(file, 1, 2, 3);
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> view.flush(file))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.IO_ERROR));
    ByteBuffer back = ByteBuffer.allocate(10);
    assertThat(view.read(file, back, 0)).isEqualTo(3);
    view.release(file);
  }

  @Test
  void anUnreachableCloudIsAnErrorAfterAWhile() throws Exception {
    Handle file = create("file");
    write(file, 1);
    store.faults().on(Verb.PUT).inject(Fault.fail(CloudFailure.UNREACHABLE));
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> view.fsync(file, false))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NETWORK_UNREACHABLE));
    view.release(file);
  }
}
