package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.WatchChangesRequest;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subscribers hear of changes, by programs and by other clients of the bucket. */
final class ChangeFeedTest {

  private static final long BOUND_SECONDS = 20;
  private static final OpenMode CREATE = new OpenMode(true, true, false, true);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private CoreUnderTest core;
  private FileSystemView view;

  @BeforeEach
  void mount() throws Exception {
    core = new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
    view = core.view();
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private void hear(String path, boolean recursive) throws Exception {
    core.core()
        .control()
        .watchChanges(new WatchChangesRequest(path, recursive), event -> heard.add(text(event)));
  }

  private static String text(FileEvent event) {
    return event.type()
        + (event.from() == null ? "" : " " + event.from())
        + " "
        + event.path()
        + (event.directory() ? "/" : "");
  }

  private @Nullable String next() throws InterruptedException {
    return heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  private Created create(InodeId parent, String name) throws FsException {
    return view.create(parent, new Name(name), 0644, CREATE, Workplace.CALLER);
  }

  private InodeId file(InodeId parent, String name) throws FsException {
    Created made = create(parent, name);
    write(made.handle(), "bytes");
    close(made.handle());
    return made.attributes().inode();
  }

  private void write(Handle handle, String text) throws FsException {
    view.write(handle, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private void close(Handle handle) throws FsException {
    view.flush(handle);
    view.release(handle);
  }

  private InodeId mkdir(InodeId parent, String name) throws FsException {
    return view.mkdir(parent, new Name(name), 0755, Workplace.CALLER).inode();
  }

  private void rename(InodeId from, String name, InodeId to, String newName) throws FsException {
    view.rename(from, new Name(name), to, new Name(newName), RenameMode.REPLACE);
  }

  @Test
  void whatProgramsDoIsToldInItsOrder() throws Exception {
    hear("", true);
    InodeId d = mkdir(InodeId.ROOT, "d");
    InodeId f = file(d, "f");
    view.symlink(d, new Name("l"), "f", Workplace.CALLER);
    view.setattr(f, AttributeChange.size(1));
    rename(InodeId.ROOT, "d", InodeId.ROOT, "e");
    rename(d, "f", InodeId.ROOT, "g");
    view.unlink(d, new Name("l"));
    view.rmdir(InodeId.ROOT, new Name("e"));
    for (String expected :
        new String[] {
          "ADDED d/",
          "ADDED d/f",
          "ADDED d/l",
          "MODIFIED d/f",
          "RENAMED d e/",
          "RENAMED e/f g",
          "DELETED e/l",
          "DELETED e/"
        }) {
      assertThat(next()).isEqualTo(expected);
    }
  }

  @Test
  void aNewFileIsAnnouncedWhenItIsFirstClosed() throws Exception {
    hear("", true);
    Created made = create(InodeId.ROOT, "part");
    write(made.handle(), "some");
    view.fsync(made.handle(), false);
    rename(InodeId.ROOT, "part", InodeId.ROOT, "whole");
    mkdir(InodeId.ROOT, "first");
    close(made.handle());
    assertThat(next()).isEqualTo("ADDED first/");
    assertThat(next()).isEqualTo("ADDED whole");
    Created gone = create(InodeId.ROOT, "gone");
    view.unlink(InodeId.ROOT, new Name("gone"));
    close(gone.handle());
    mkdir(InodeId.ROOT, "last");
    assertThat(next()).isEqualTo("ADDED last/");
  }

  @Test
  void aChangedFileIsAnnouncedOnceWhenItsLastWriterClosesIt() throws Exception {
    InodeId f = file(InodeId.ROOT, "f");
    hear("", true);
    Handle one = view.open(f, OpenMode.readWrite());
    Handle other = view.open(f, OpenMode.readWrite());
    write(one, "more");
    close(one);
    rename(InodeId.ROOT, "f", InodeId.ROOT, "g");
    write(other, "most");
    close(other);
    assertThat(next()).isEqualTo("RENAMED f g");
    assertThat(next()).isEqualTo("MODIFIED g");
    mkdir(InodeId.ROOT, "last");
    assertThat(next()).isEqualTo("ADDED last/");
  }

  @Test
  void aRenameOverAFileIsItsRemovalAndARename() throws Exception {
    file(InodeId.ROOT, "old");
    file(InodeId.ROOT, "new");
    hear("", true);
    rename(InodeId.ROOT, "new", InodeId.ROOT, "old");
    assertThat(next()).isEqualTo("DELETED old");
    assertThat(next()).isEqualTo("RENAMED new old");
  }

  @Test
  void eachHearsOfItsOwnPlaceOnly() throws Exception {
    InodeId d = mkdir(InodeId.ROOT, "d");
    InodeId deep = mkdir(d, "deep");
    hear("d", false);
    file(InodeId.ROOT, "beside");
    file(deep, "below");
    file(d, "in");
    assertThat(next()).isEqualTo("ADDED d/in");
    rename(d, "in", InodeId.ROOT, "out");
    assertThat(next()).isEqualTo("RENAMED d/in out");
    rename(InodeId.ROOT, "d", InodeId.ROOT, "e");
    assertThat(next()).isEqualTo("RENAMED d e/");
  }

  @Test
  void whatOtherClientsDoIsTold() throws Exception {
    bucket.write("before", new byte[10], Map.of());
    core.awaitSynced(BOUND_SECONDS * 1000);
    await()
        .atMost(Duration.ofSeconds(BOUND_SECONDS))
        .until(() -> !view.readdir(InodeId.ROOT, 0, 100).isEmpty());
    hear("", true);
    bucket.write("d/new", new byte[3], Map.of());
    assertThat(next()).isEqualTo("ADDED d/");
    assertThat(next()).isEqualTo("ADDED d/new");
    bucket.write("d/new", new byte[5], Map.of());
    assertThat(next()).isEqualTo("MODIFIED d/new");
    bucket.remove("d/new");
    assertThat(next()).isEqualTo("DELETED d/new");
    assertThat(bucket.metadata(new ObjectKey("before").value())).isNotNull();
  }
}
