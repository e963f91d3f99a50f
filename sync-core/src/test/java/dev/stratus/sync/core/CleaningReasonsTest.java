package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.HolePuncher;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheContents.StateShare;
import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.CacheState;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each file that keeps its local copy is named with a reason of its own. */
@Timeout(60)
class CleaningReasonsTest {

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private MemoryStore cloud;
  private SyncCore core;

  @BeforeEach
  void begin() throws Exception {
    for (String name : List.of("changed", "free", "linked", "mapped", "open", "pinned", "sent")) {
      bucket.write(name, new byte[100], Map.of());
    }
    cloud = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    Files.createDirectories(directory);
    core =
        SyncCore.open(
            new CoreParts(
                directory.resolve("index.db"),
                directory.resolve("content"),
                "boot",
                cloud,
                null,
                () -> {},
                () -> false,
                directory.resolve("sock"),
                HolePuncher.byCommand(),
                () -> Set.of("mapped", "free")),
            CoreUnderTest.SETTINGS,
            CoreUnderTest.HASTY);
    core.control().download(new DownloadRequest(List.of(""), true), progress -> {});
    List<StateShare> allCanGo = List.of(new StateShare(CacheState.CAN_GO, new Amount(7, 700)));
    await()
        .untilAsserted(
            () ->
                assertThat(core.control().cache(new CacheRequest(null, 0)).states())
                    .isEqualTo(allCanGo));
  }

  @AfterEach
  void end() throws IOException {
    cloud.faults().clear();
    core.close();
  }

  private InodeId inode(String name) throws FsException {
    return core.view().lookup(InodeId.ROOT, new Name(name)).inode();
  }

  private void write(Handle handle) throws FsException {
    core.view().write(handle, ByteBuffer.wrap(new byte[] {1}), 0);
    core.view().release(handle);
  }

  @Test
  void everyRefusalHasItsReason() throws Exception {
    core.control().pin(new PinRequest(List.of("pinned"), false));
    Handle open = core.view().open(inode("open"), OpenMode.readOnly());
    Handle mapped = core.view().open(inode("mapped"), OpenMode.readOnly());
    Injection hang =
        cloud.faults().on(Verb.PUT).key(key -> key.equals("sent")).inject(Fault.hang());
    write(core.view().open(inode("sent"), OpenMode.readWrite()));
    await().until(() -> hang.hits() > 0);
    core.control().stopSync();
    write(core.view().open(inode("changed"), OpenMode.readWrite()));
    write(
        core.view()
            .create(InodeId.ROOT, new Name("new"), 0644, OpenMode.readWrite(), Workplace.CALLER)
            .handle());
    core.view().link(inode("linked"), InodeId.ROOT, new Name("link"));

    CleanCacheResult result =
        core.control().cleanCache(new CleanCacheRequest(List.of(""), true, false));

    assertThat(result.freed().files()).isOne();
    assertThat(result.kept())
        .extracting(file -> file.path() + ": " + file.reason())
        .contains(
            "changed: changed here and not uploaded yet",
            "linked: changed here and not uploaded yet",
            "mapped: mapped into a program's memory",
            "new: only here: not uploaded yet",
            "open: in use",
            "pinned: pinned",
            "sent: its upload is under way");
    core.view().release(open);
    core.view().release(mapped);
  }
}
