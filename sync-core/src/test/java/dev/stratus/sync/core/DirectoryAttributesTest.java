package dev.stratus.sync.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.peer.FileRights;
import dev.stratus.sync.remote.ObjectAttributes;
import dev.stratus.sync.remote.ObjectMetadata;
import dev.stratus.sync.upload.Rig;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.TimeChange;
import dev.stratus.sync.view.XattrMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What directories show, and what becomes of a change, before their markers were listed. */
@Timeout(60)
final class DirectoryAttributesTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final long OLD = 1_000_000_000_000_000_000L;

  /** {@code user.k} with the value {@code v}. */
  private static final String XATTRS = "BnVzZXIuawABdg";

  private static final Map<String, String> PRIVATE =
      Map.of(
          "mode", Integer.toString(0040700),
          "uid", "1000",
          "gid", "1001",
          "mtime", "1000000000",
          "stratus-xattr", XATTRS);

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store =
      new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
  private @Nullable CoreUnderTest mounted;

  @AfterEach
  void stop() throws Exception {
    store.faults().clear();
    if (mounted != null) {
      mounted.close();
    }
  }

  private CoreUnderTest core() {
    return requireNonNull(mounted);
  }

  private FileSystemView view() {
    return core().view();
  }

  private void write(String key, Map<String, String> metadata) {
    bucket.write(key, key.getBytes(StandardCharsets.UTF_8), metadata);
  }

  private void writePrivate() {
    bucket.write("z/", new byte[0], PRIVATE);
    write("z/s", Map.of());
  }

  /** The listing of everything comes to its end when the answer is released. */
  private Injection mountWhileItIsListed() throws Exception {
    Injection whole = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    mounted = new CoreUnderTest(directory, "boot", store);
    await().atMost(BOUND).until(() -> whole.hits() == 1);
    return whole;
  }

  private InodeId idOf(String name) throws FsException {
    return look(name).inode();
  }

  private Attributes look(String name) throws FsException {
    return view().lookup(InodeId.ROOT, new Name(name));
  }

  private ObjectAttributes inCloud(String key) {
    return ObjectMetadata.decode(requireNonNull(bucket.metadata(key)));
  }

  @Test
  void aDirectoryShowsWhatItsMarkerSaysFromTheFirstLookOn() throws Exception {
    writePrivate();
    mountWhileItIsListed();

    Attributes seen = look("z");

    assertThat(seen.mode()).isEqualTo(0040700);
    assertThat(seen.uid()).isEqualTo(1000);
    assertThat(seen.gid()).isEqualTo(1001);
    assertThat(seen.mtimeNanos()).isEqualTo(OLD);
    assertThat(view().listxattr(seen.inode())).containsExactly("user.k");
    assertThat(view().getxattr(seen.inode(), "user.k")).asString().isEqualTo("v");
  }

  @Test
  void aChangeMadeBeforeTheMarkerWasListedLeavesTheRestAsItWas() throws Exception {
    writePrivate();
    Injection whole = mountWhileItIsListed();
    InodeId z = idOf("z");
    view().setattr(z, AttributeChange.owner(null, 5));
    view().setxattr(z, "user.mine", new byte[] {'m'}, XattrMode.CREATE);
    whole.release();
    core().awaitSynced(BOUND.toMillis());

    ObjectAttributes there = inCloud("z/");

    assertThat(there.mode()).hasValue(0040700);
    assertThat(there.uid()).hasValue(1000);
    assertThat(there.gid()).hasValue(5);
    assertThat(there.mtime()).hasValue(OLD);
    assertThat(there.xattrs()).containsOnlyKeys("user.k", "user.mine");
  }

  @Test
  void aTouchedDirectoryKeepsItsOwnerAndMode() throws Exception {
    writePrivate();
    Injection whole = mountWhileItIsListed();
    TimeChange now = new TimeChange.At(OLD + 1_000_000_000L);
    view().setattr(idOf("z"), AttributeChange.times(now, now));
    whole.release();
    core().awaitSynced(BOUND.toMillis());

    ObjectAttributes there = inCloud("z/");

    assertThat(there.mode()).hasValue(0040700);
    assertThat(there.uid()).hasValue(1000);
    assertThat(there.xattrs()).containsOnlyKeys("user.k");
  }

  @Test
  void theRootShowsItsOwnAttributesFromTheBeginning() throws Exception {
    bucket.write(".stratus/root", new byte[0], PRIVATE);
    Injection whole = mountWhileItIsListed();
    Attributes root = view().getattr(InodeId.ROOT);
    assertThat(root.mode()).isEqualTo(0040700);
    assertThat(root.uid()).isEqualTo(1000);
    view().setattr(InodeId.ROOT, AttributeChange.mode(0711));
    whole.release();
    core().awaitSynced(BOUND.toMillis());

    ObjectAttributes there = inCloud(".stratus/root");

    assertThat(there.mode()).hasValue(0040711);
    assertThat(there.uid()).hasValue(1000);
    assertThat(there.xattrs()).containsOnlyKeys("user.k");
  }

  @Test
  void thatThereIsNoMarkerIsAskedOnce() throws Exception {
    write("d/below", Map.of());
    mountWhileItIsListed();
    store.counts().reset();

    assertThat(look("d").mode()).isEqualTo(0040755);
    long asked = store.counts().of(Verb.STAT);
    look("d");
    view().listxattr(idOf("d"));

    assertThat(asked).isEqualTo(1);
    assertThat(store.counts().of(Verb.STAT)).isEqualTo(1);
  }

  @Test
  void aLookAtADirectoryEndsWhenTheCloudIsSilent() throws Exception {
    writePrivate();
    mountWhileItIsListed();
    view().readdir(InodeId.ROOT, 0, 100);
    Injection silent =
        store.faults().on(Verb.STAT).key(key -> key.equals("z/")).inject(Fault.hang());

    FsException thrown = catchThrowableOfType(FsException.class, () -> look("z"));

    assertThat(thrown.failure()).isEqualTo(FsFailure.NETWORK_UNREACHABLE);
    silent.close();
    assertThat(look("z").mode()).isEqualTo(0040700);
  }

  @Test
  void nobodyIsLetInByAGuess() throws Exception {
    writePrivate();
    Injection whole = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    try (Rig rig = Rig.startedWith(directory, store)) {
      await().atMost(BOUND).until(() -> whole.hits() == 1);
      Subtree tree = new Subtree(rig.index(), new Paths(rig.index(), ""), rig.remote());

      assertThat(tree.wayTo("z/s").get(1)).isEqualTo(new FileRights(1000, 1001, 0700));
    }
  }

  @Test
  void aRenamedDirectoryTakesItsAttributesAlong() throws Exception {
    writePrivate();
    bucket.write("z/sub/", new byte[0], PRIVATE);
    write("z/sub/file", Map.of());
    Injection whole = mountWhileItIsListed();
    view().rename(InodeId.ROOT, new Name("z"), InodeId.ROOT, new Name("moved"), RenameMode.REPLACE);
    whole.release();
    core().awaitSynced(BOUND.toMillis());

    assertThat(look("moved").mode()).isEqualTo(0040700);
    assertThat(inCloud("moved/").uid()).hasValue(1000);
    assertThat(inCloud("moved/sub/").uid()).hasValue(1000);
    assertThat(bucket.keys()).doesNotContain("z/", "z/s", "z/sub/", "z/sub/file");
  }
}
