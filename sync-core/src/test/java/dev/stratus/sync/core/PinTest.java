package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.PinResult;
import dev.stratus.sync.control.UnpinRequest;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.XattrMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is pinned comes, stays, and follows the cloud. */
@Timeout(60)
class PinTest {

  private static final int SIZE = 5000;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  /** Every test begins with them. */
  @SuppressWarnings("NullAway.Init")
  private MemoryStore cloud;

  @SuppressWarnings("NullAway.Init")
  private CoreUnderTest core;

  @BeforeEach
  void begin() throws IOException {
    for (String key : List.of("music/a", "music/live/b", "other/c")) {
      bucket.write(key, bytes(key), Map.of());
    }
    open();
  }

  private void open() throws IOException {
    cloud = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    core = new CoreUnderTest(directory, "boot", cloud);
  }

  @AfterEach
  void end() throws IOException {
    cloud.faults().clear();
    core.close();
  }

  private static byte[] bytes(String seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed.hashCode()).nextBytes(bytes);
    return bytes;
  }

  private PinResult pin(String path, boolean recursive) throws IOException {
    return core.core().control().pin(new PinRequest(List.of(path), recursive));
  }

  private PinResult unpin(String path, boolean recursive) throws IOException {
    return core.core().control().unpin(new UnpinRequest(List.of(path), recursive));
  }

  private InodeId inode(String path) throws FsException {
    InodeId inode = InodeId.ROOT;
    for (Path part : Path.of("/", path)) {
      inode = core.view().lookup(inode, new Name(part.toString())).inode();
    }
    return inode;
  }

  private String xattr(String path, String name) throws FsException {
    return new String(
        core.view().getxattr(inode(path), "user.cloud." + name), StandardCharsets.UTF_8);
  }

  private void setPinned(String path, String value) throws FsException {
    core.view()
        .setxattr(
            inode(path),
            "user.cloud.pinned",
            value.getBytes(StandardCharsets.UTF_8),
            XattrMode.CREATE_OR_REPLACE);
  }

  private void awaitHere(String path) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(xattr(path, "location")).as(path).isEqualTo("3"));
  }

  private CleanCacheResult clean(String path) throws IOException {
    return core.core().control().cleanCache(new CleanCacheRequest(List.of(path), true, false));
  }

  private void move(String from, String to, String name) throws FsException {
    String parent = from.contains("/") ? from.substring(0, from.lastIndexOf('/')) : "";
    String last = from.substring(from.lastIndexOf('/') + 1);
    core.view()
        .rename(inode(parent), new Name(last), inode(to), new Name(name), RenameMode.REPLACE);
  }

  private void assertSound() throws Exception {
    core.awaitSynced(20_000);
    assertThat(core.core().control().check(new CheckRequest(false), progress -> {}).findings())
        .isEmpty();
  }

  @Test
  void aPinnedDirectoryComesAndStays() throws Exception {
    PinResult result = pin("music", false);

    assertThat(result).isEqualTo(new PinResult(1, new Amount(2, 2 * SIZE)));
    awaitHere("music/a");
    awaitHere("music/live/b");
    assertThat(xattr("other/c", "location")).isEqualTo("2");
    assertThat(xattr("music", "pinned")).isEqualTo("1");
    assertThat(xattr("music/live/b", "pinned")).isEqualTo("1");
    assertThat(xattr("other/c", "pinned")).isEqualTo("0");

    CleanCacheResult cleaned = clean("");
    assertThat(cleaned.freed().files()).isZero();
    assertThat(cleaned.kept())
        .extracting(file -> file.path() + ": " + file.reason())
        .containsExactlyInAnyOrder("music/a: pinned", "music/live/b: pinned");
    assertSound();
  }

  @Test
  void aPinOfTheRootIsAPinOfAll() throws Exception {
    assertThat(pin("", false).missing()).isEqualTo(new Amount(3, 3 * SIZE));
    awaitHere("music/live/b");
    awaitHere("other/c");
    assertThat(clean("").keptCount()).isEqualTo(3);
  }

  @Test
  void whatComesBelowAPinnedDirectoryIsPinned() throws Exception {
    pin("music", false);
    awaitHere("music/a");

    bucket.write("music/new", bytes("new"), Map.of());
    await().atMost(Duration.ofSeconds(20)).until(() -> xattr("music/new", "pinned").equals("1"));
    awaitHere("music/new");
    move("other", "music", "moved");
    awaitHere("music/moved/c");
    assertSound();
  }

  @Test
  void whatAnotherClientChangedComesAgain() throws Exception {
    pin("music/a", false);
    awaitHere("music/a");

    bucket.write("music/a", bytes("other bytes"), Map.of());

    String old = xattr("music/a", "etag");
    await().atMost(Duration.ofSeconds(20)).until(() -> !xattr("music/a", "etag").equals(old));
    awaitHere("music/a");
    assertSound();
  }

  @Test
  void whatIsMovedOutIsNotPinnedUnlessForItself() throws Exception {
    pin("music", false);
    setPinned("music/live", "1");
    awaitHere("music/a");
    awaitHere("music/live/b");

    move("music/a", "other", "a");
    move("music/live", "other", "live");

    assertThat(xattr("other/a", "pinned")).isEqualTo("0");
    assertThat(xattr("other/live/b", "pinned")).isEqualTo("1");
    core.awaitSynced(20_000);
    assertThat(clean("other").freed().files()).isOne();
    assertSound();
  }

  @Test
  void aRecursivePinGoesWithEachFile() throws Exception {
    assertThat(pin("music", true).changed()).isEqualTo(4);
    move("music/a", "other", "a");
    assertThat(xattr("other/a", "pinned")).isEqualTo("1");

    assertThat(unpin("", true).changed()).isEqualTo(4);
    assertThat(xattr("other/a", "pinned")).isEqualTo("0");
    assertThat(xattr("music/live/b", "pinned")).isEqualTo("0");
  }

  @Test
  void whatADirectoryPinsIsUnpinnedThere() throws Exception {
    pin("music", false);

    assertThatThrownBy(() -> unpin("music/a", false)).hasMessageContaining("directory /music");
    assertThatThrownBy(() -> setPinned("music/a", "0"))
        .isInstanceOfSatisfying(
            FsException.class, e -> assertThat(e.failure()).isEqualTo(FsFailure.NOT_PERMITTED));
    assertThatThrownBy(() -> setPinned("music", "yes"))
        .isInstanceOfSatisfying(
            FsException.class, e -> assertThat(e.failure()).isEqualTo(FsFailure.INVALID));
    awaitHere("music/a");

    setPinned("music", "0");
    assertThat(xattr("music/a", "pinned")).isEqualTo("0");
    await().atMost(Duration.ofSeconds(20)).until(() -> clean("").keptCount() == 0);
    assertThat(xattr("music/a", "location")).isEqualTo("2");
  }

  @Test
  void pinsStayOverARestartAndGoOn() throws Exception {
    cloud.faults().on(Verb.GET).inject(Fault.fail(CloudFailure.UNREACHABLE));
    pin("music", false);
    assertThat(xattr("music/a", "location")).isEqualTo("2");
    core.close();

    open();
    awaitHere("music/a");
    awaitHere("music/live/b");
    assertThat(clean("").keptCount()).isEqualTo(2);
    assertSound();
  }
}
