package dev.stratus.sync.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.RemovalGuard.Hold;
import dev.stratus.sync.trash.Trashed;
import dev.stratus.sync.upload.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings and compares: what other clients did is seen here. */
final class RemoteListingTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private @Nullable Rig mounted;

  @AfterEach
  void stop() throws Exception {
    if (mounted != null) {
      mounted.close();
    }
  }

  private Rig rig() {
    return requireNonNull(mounted);
  }

  /** What a copy does that carries the metadata along. */
  private void copyAsIs(String from, String to) {
    bucket.write(to, requireNonNull(bucket.bytes(from)), requireNonNull(bucket.metadata(from)));
  }

  private void write(String key, String text) {
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void write(String key, String text, Map<String, String> metadata) {
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), metadata);
  }

  private void mount() throws IOException {
    mounted = Rig.started(directory, bucket);
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
  }

  private void mountLike(MemoryStore store) throws IOException {
    mounted = Rig.startedWith(directory, store);
  }

  /** The listing of everything hangs until the answer is closed. */
  private Injection mountWithOnlyTheRootListed() throws Exception {
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    Injection slow = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    mountLike(store);
    await().atMost(BOUND).until(() -> slow.hits() == 1);
    rig().remote().requireListed(rig().inode(""));
    return slow;
  }

  @Test
  void everythingIsThereAfterTheFirstListing() throws Exception {
    write("a.txt", "hello");
    write("d/e/f", "deep", Map.of("mode", "0100600", "uid", "5", "mtime", "1700000000.25"));
    write("empty/", "");
    mount();
    assertThat(rig().names("")).containsExactly("a.txt", "d", "empty");
    assertThat(rig().text("a.txt")).isEqualTo("hello");
    Inode deep = rig().inode("d/e/f");
    assertThat(deep.mode()).isEqualTo(0100600);
    assertThat(deep.uid()).isEqualTo(5);
    assertThat(deep.gid()).isEqualTo(8);
    assertThat(deep.mtime()).isEqualTo(1_700_000_000_250_000_000L);
    assertThat(rig().inode("empty").isExplicit()).isTrue();
    assertThat(rig().inode("d").isExplicit()).isFalse();
    assertThat(rig().cloud().counts().of(Verb.PUT)).as("only the bucket's name").isEqualTo(1);
  }

  @Test
  void fiveThousandKeysTakeFewPagesAndNoLookAtEach() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      write("d" + i % 7 + "/file " + i, "x");
    }
    mount();
    assertThat(rig().names("d3")).hasSize(714);
    // Its first pages are shorter, until it is known that the line is fast.
    assertThat(rig().cloud().counts().of(Verb.LIST)).isLessThanOrEqualTo(9);
    assertThat(rig().cloud().counts().of(Verb.STAT)).isLessThanOrEqualTo(1);
    rig().cloud().counts().reset();
    rig().compare();
    assertThat(rig().cloud().counts().of(Verb.LIST)).isLessThanOrEqualTo(6);
    assertThat(rig().cloud().counts().total()).isLessThanOrEqualTo(6);
  }

  @Test
  void keysThatNoFolderCanHoldAreFindings() throws Exception {
    write("a//b", "x");
    write("../up", "x");
    write("x".repeat(256), "x");
    write("both", "file");
    write("both/below", "x");
    write("good", "x");
    mount();
    assertThat(rig().names("")).containsExactly("both", "good");
    assertThat(rig().inode("both").isDirectory()).isTrue();
    List<Finding> findings = rig().index().read(tables -> tables.meta().findings(10));
    assertThat(findings)
        .extracting(Finding::key)
        .containsExactlyInAnyOrder("a//b", "../up", "x".repeat(256), "both");
    rig().quiet();
    assertThat(bucket.bytes("both")).as("nothing is deleted for that").isNotNull();
  }

  @Test
  void aDirectoryThatIsAskedForIsListedFirst() throws Exception {
    write("d/a", "x");
    write("d/sub/b", "x");
    write("z", "x");
    Injection slow = mountWithOnlyTheRootListed();
    assertThat(rig().names("")).containsExactly("d", "z");
    rig().remote().requireListed(rig().inode("d"));
    assertThat(rig().names("d")).containsExactly("a", "sub");
    assertThat(rig().remote().isComplete()).isFalse();
    slow.close();
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    assertThat(rig().names("d/sub")).containsExactly("b");
  }

  @Test
  void whatIsLearntOfADirectoryThatWasOnlyNamedBeforeIsNoChangeOfIt() throws Exception {
    write("d/", "", Map.of("mode", "040700", "mtime", "1700000000.25"));
    write("d/a", "x");
    Injection slow = mountWithOnlyTheRootListed();
    long changed = rig().inode("d").ctime();
    rig().remote().requireListed(rig().inode("d"));
    assertThat(rig().inode("d").mtime()).isEqualTo(1_700_000_000_250_000_000L);
    assertThat(rig().inode("d").ctime()).isEqualTo(changed);
    slow.close();
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    assertThat(rig().inode("d").ctime()).isEqualTo(changed);
  }

  @Test
  void aDirectoryThatIsRenamedBeforeItIsKnownTakesEverythingAlong() throws Exception {
    write("d/a", "x");
    write("d/sub/b", "y");
    Injection slow = mountWithOnlyTheRootListed();
    rig().remote().requireListedBelow(rig().inode("d"));
    rig().rename("d", "moved");
    slow.close();
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    rig().quiet();
    rig().compare();
    assertThat(rig().names("")).containsExactly("moved");
    assertThat(rig().keys()).contains("moved/a", "moved/sub/b").doesNotContain("d/a", "d/sub/b");
    assertThat(rig().text("moved/sub/b")).isEqualTo("y");
  }

  /** As s3fs does, which keeps the metadata that it does not know. */
  @Test
  void otherBytesUnderOldMetadataAreSeen() throws Exception {
    mount();
    rig().create("shorter", "the first");
    rig().create("as long", "the first");
    rig().quiet();
    rig().compare();
    for (String key : List.of("shorter", "as long")) {
      String text = key.equals("shorter") ? "other" : "the other";
      write(key, text, requireNonNull(bucket.metadata(key)));
    }
    rig().compare();
    assertThat(rig().text("shorter")).isEqualTo("other");
    assertThat(rig().text("as long")).isEqualTo("the other");
  }

  /** From now on listings see the bucket as it was, and all other requests as it is. */
  private void listLate(MemoryStore store, String key) {
    byte[] bytes = requireNonNull(bucket.bytes(key));
    Map<String, String> metadata = requireNonNull(bucket.metadata(key));
    Runnable before = () -> bucket.write(key, bytes, metadata);
    store.faults().on(Verb.LIST).inject(Fault.before(before));
  }

  private MemoryStore untold() {
    return new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
  }

  @Test
  void aLateListingBringsNothingBack() throws Exception {
    MemoryStore store = untold();
    mountLike(store);
    rig().mkdir("d");
    rig().create("d/a", "x");
    rig().quiet();
    rig().compare();
    listLate(store, "d/a");
    rig().unlink("d/a");
    rig().quiet();
    store.faults().on(Verb.STAT).inject(Fault.before(() -> bucket.remove("d/a")));
    rig().compare();
    assertThat(rig().names("d")).isEmpty();
  }

  @Test
  void aLateListingTakesNoChangeBack() throws Exception {
    MemoryStore store = untold();
    mountLike(store);
    rig().create("a", "the first");
    rig().quiet();
    rig().compare();
    listLate(store, "a");
    rig().overwrite("a", "the second");
    rig().chmod("a", 0600);
    rig().quiet();
    byte[] bytes = requireNonNull(bucket.bytes("a"));
    Map<String, String> metadata = requireNonNull(bucket.metadata("a"));
    store.faults().on(Verb.STAT).inject(Fault.before(() -> bucket.write("a", bytes, metadata)));
    rig().compare();
    assertThat(rig().text("a")).isEqualTo("the second");
    assertThat(rig().inode("a").mode() & FileMode.PERMISSIONS).isEqualTo(0600);
  }

  @Test
  void aFileThatWasChangedAndRenamedElsewhereHasItsNewBytes() throws Exception {
    mounted = Rig.started(Files.createDirectory(directory.resolve("one")), bucket);
    try (Rig other = Rig.started(Files.createDirectory(directory.resolve("two")), bucket)) {
      rig().create("before", "the first");
      rig().quiet();
      other.compare();
      other.overwrite("before", "the other");
      other.rename("before", "after");
      other.quiet();
      rig().compare();
      assertThat(rig().names("")).containsExactly("after");
      assertThat(rig().text("after")).isEqualTo("the other");
    }
  }

  @Test
  void twoMountsThatWriteTheSameAndDifferentFilesEndAlike() throws Exception {
    mounted = Rig.started(Files.createDirectory(directory.resolve("one")), bucket);
    try (Rig other = Rig.started(Files.createDirectory(directory.resolve("two")), bucket)) {
      for (int i = 0; i < 20; i++) {
        rig().create("one " + i, "one");
        other.create("two " + i, "two");
        rig().create("same " + i, "by one");
        other.create("same " + i, "by two");
      }
      rig().quiet();
      other.quiet();
      rig().compare();
      other.compare();
      rig().compare();
      assertThat(rig().names("")).isEqualTo(other.names("")).isEqualTo(rig().keys());
      assertThat(rig().names("")).hasSize(80);
      for (String name : rig().names("")) {
        assertThat(rig().text(name)).as(name).isEqualTo(other.text(name));
      }
      int writes = rig().cloud().counts().of(Verb.PUT) + other.cloud().counts().of(Verb.PUT);
      rig().compare();
      other.compare();
      rig().quiet();
      other.quiet();
      assertThat(rig().cloud().counts().of(Verb.PUT) + other.cloud().counts().of(Verb.PUT))
          .as("nobody answers the other")
          .isEqualTo(writes);
    }
  }

  @Test
  void aListingThatHangsEndsInTime() throws Exception {
    write("a", "x");
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    store.faults().on(Verb.LIST).inject(Fault.hang());
    mountLike(store);
    assertThatThrownBy(() -> rig().remote().requireListed(rig().inode("")))
        .isInstanceOfSatisfying(
            FsException.class,
            e -> assertThat(e.failure()).isEqualTo(FsFailure.NETWORK_UNREACHABLE));
  }

  @Test
  void aBrokenAnswerIsNoEmptyDirectory() throws Exception {
    write("a", "x");
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    store.faults().on(Verb.LIST).inject(Fault.fail(CloudFailure.BROKEN_ANSWER));
    mountLike(store);
    assertThatThrownBy(() -> rig().remote().requireListed(rig().inode("")))
        .isInstanceOfSatisfying(
            FsException.class, e -> assertThat(e.failure()).isEqualTo(FsFailure.IO_ERROR));
  }

  @Test
  void attributesThatNoListingBringsAreLookedAtInTime() throws Exception {
    Capabilities bare =
        new Capabilities(
            true, true, true, true, false, true, false, true, false, false, false, false);
    for (int i = 0; i < 20; i++) {
      write("f" + i, "x", Map.of("mode", "33152"));
    }
    write("link", "target", Map.of("mode", Integer.toString(0120777)));
    mountLike(new MemoryStore(bucket, bare));
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    assertThat(rig().inode("f3").attributesUnknown()).isTrue();
    rig().remote().requireAttributes(rig().inode("f3"));
    assertThat(rig().inode("f3").mode()).isEqualTo(0100600);
    await().atMost(BOUND).until(() -> !rig().inode("f5").attributesUnknown());
    rig().remote().requireAttributes(rig().inode("link"));
    Inode link = rig().inode("link");
    assertThat(link.isSymlink()).isTrue();
    rig().remote().requireTarget(link);
    String target =
        rig().index().read(tables -> tables.attributes().target(link.id())).orElseThrow();
    assertThat(target).isEqualTo("target");
  }

  @Test
  void aListingOfEverythingSaysWhichDirectoriesHaveNoMarker() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("plain" + i + "/deep/file", "x");
      write("own" + i + "/", "", Map.of("mode", "040700"));
      write("own" + i + "/file", "x");
    }
    Injection slow = mountWithOnlyTheRootListed();
    assertThat(rig().inode("plain7").attributesUnknown()).isTrue();
    assertThat(rig().inode("own7").attributesUnknown()).isTrue();
    rig().cloud().counts().reset();
    slow.release();
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    for (int i = 0; i < 50; i++) {
      assertThat(rig().inode("plain" + i).attributesUnknown()).isFalse();
      assertThat(rig().inode("plain" + i).mode()).isEqualTo(0040755);
      assertThat(rig().inode("plain" + i + "/deep").attributesUnknown()).isFalse();
      assertThat(rig().inode("own" + i).attributesUnknown()).isFalse();
      assertThat(rig().inode("own" + i).mode()).isEqualTo(0040700);
    }
    assertThat(rig().cloud().counts().of(Verb.STAT)).isZero();
  }

  @Test
  void theListingOfADirectorySaysWhetherItHasAMarker() throws Exception {
    write("plain/deep/file", "x");
    write("own/", "", Map.of("mode", "040700"));
    write("own/deep/file", "x");
    mountWithOnlyTheRootListed();
    rig().cloud().counts().reset();
    rig().remote().requireListed(rig().inode("plain"));
    rig().remote().requireListed(rig().inode("own"));
    assertThat(rig().inode("plain").attributesUnknown()).isFalse();
    assertThat(rig().inode("own").attributesUnknown()).isFalse();
    assertThat(rig().inode("own").mode()).isEqualTo(0040700);
    assertThat(rig().inode("own/deep").attributesUnknown()).isTrue();
    assertThat(rig().cloud().counts().of(Verb.STAT)).isZero();
  }

  @Test
  void neighboursOfADirectoryAreLookedAtTogether() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("d" + i + "/", "", Map.of("mode", "040700"));
      write("d" + i + "/file", "x");
    }
    mountWithOnlyTheRootListed();
    rig().remote().requireAttributes(rig().inode("d0"));
    assertThat(rig().inode("d0").mode()).isEqualTo(0040700);
    await().atMost(BOUND).until(() -> rig().inode("d5").mode() == 0040700);
  }

  @Test
  void aMarkerThatIsDeletedBeforeItWasSeenLeavesADirectoryThatFollowsFromItsKeys()
      throws Exception {
    write("d/", "", Map.of("mode", "040700"));
    write("d/file", "x");
    mountWithOnlyTheRootListed();
    bucket.remove("d/");
    rig().remote().requireAttributes(rig().inode("d"));
    assertThat(rig().inode("d").attributesUnknown()).isFalse();
    assertThat(rig().inode("d").mode()).isEqualTo(0040755);
    assertThat(rig().inode("d").isExplicit()).isFalse();
  }

  @Test
  void filesOfARenamedDirectoryKeepAttributesThatNobodyHasSeen() throws Exception {
    Capabilities bare =
        new Capabilities(
            true, true, true, true, false, true, false, true, false, false, false, false);
    write("d/", "", Map.of("mode", "040700", "uid", "6"));
    write("d/f", "x", Map.of("mode", "0100600", "uid", "5"));
    write("d/sub/", "", Map.of("mode", "040711", "uid", "6"));
    mountLike(new MemoryStore(bucket, bare));
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    rig().rename("d", "e");
    rig().quiet();
    assertThat(rig().keys()).containsExactly("e/", "e/f", "e/sub/");
    assertThat(requireNonNull(bucket.metadata("e/f")))
        .containsEntry("mode", Integer.toString(0100600))
        .containsEntry("uid", "5");
    assertThat(requireNonNull(bucket.metadata("e/")))
        .containsEntry("mode", Integer.toString(0040700))
        .containsEntry("uid", "6");
    assertThat(requireNonNull(bucket.metadata("e/sub/")))
        .containsEntry("mode", Integer.toString(0040711));
  }

  @Test
  void aCompareSeesWhatWasAddedChangedAndRemoved() throws Exception {
    write("a", "one");
    write("b", "one");
    write("c/d", "one");
    mount();
    assertThat(rig().text("b")).isEqualTo("one");
    write("new/file", "x");
    write("b", "changed");
    bucket.remove("c/d");
    rig().compare();
    assertThat(rig().names("")).containsExactly("a", "b", "new");
    assertThat(rig().text("b")).isEqualTo("changed");
    assertThat(rig().text("new/file")).isEqualTo("x");
    rig().quiet();
    assertThat(rig().keys()).containsExactly("a", "b", "new/file");
  }

  @Test
  void aDirectoryThatIsUsedIsLookedAtAgainWithoutACompare() throws Exception {
    write("d/changed", "one");
    write("d/gone", "one");
    write("elsewhere/gone", "one");
    mount();
    write("d/changed", "two");
    write("d/new", "x");
    write("d/sub/file", "x");
    bucket.remove("d/gone");
    bucket.remove("elsewhere/gone");
    int lists = rig().cloud().counts().of(Verb.LIST);
    for (int i = 0; i < 100; i++) {
      rig().remote().used(rig().inode("d"));
    }
    await().atMost(BOUND).until(() -> rig().names("d").equals(List.of("changed", "new", "sub")));
    assertThat(rig().text("d/changed")).isEqualTo("two");
    await().atMost(BOUND).until(() -> rig().names("d/sub").equals(List.of("file")));
    assertThat(rig().names("elsewhere")).containsExactly("gone");
    assertThat(rig().cloud().counts().of(Verb.LIST)).as("d, d/sub").isEqualTo(lists + 2);
  }

  @Test
  void aLookAtADirectoryBringsBackNothingThatWasRenamedAwayHere() throws Exception {
    write("d/keep", "x");
    write("d/sub/file", "x");
    mount();
    rig().uploader().stopSync();
    rig().rename("d/sub", "moved");
    write("d/zz/new", "x");
    rig().remote().used(rig().inode("d"));
    await().atMost(BOUND).until(() -> rig().names("d").contains("zz"));
    assertThat(rig().names("d")).containsExactly("keep", "zz");
  }

  @Test
  void otherAttributesKeepTheBytesThatAreHere() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("a", "bytes");
    rig().quiet();
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("a")));
    metadata.put("mode", "33060");
    write("a", "bytes", metadata);
    rig().compare();
    assertThat(rig().inode("a").mode()).isEqualTo(33060);
    assertThat(rig().inode("a").isComplete()).isTrue();
    rig().quiet();
    assertThat(bucket.metadata("a")).containsEntry("mode", "33060");
  }

  @Test
  void ourOwnUploadsChangeNothingHere() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().mkdir("d");
    rig().create("d/a", "bytes");
    rig().quiet();
    Inode before = rig().inode("d/a");
    rig().compare();
    Inode after = rig().inode("d/a");
    assertThat(after.ctime()).isEqualTo(before.ctime());
    assertThat(after.contentGeneration()).isEqualTo(before.contentGeneration());
    rig().cloud().counts().reset();
    rig().compare();
    rig().quiet();
    assertThat(rig().cloud().counts().total()).isEqualTo(1);
  }

  @Test
  void aFileInUseKeepsItsVersionUntilItIsClosed() throws Exception {
    write("a", "one");
    mount();
    try (OpenFiles.Use use = rig().files().use(rig().inode("a").id())) {
      write("a", "three");
      rig().compare();
      assertThat(use.file().live().size()).isEqualTo(3);
    }
    rig().compare();
    assertThat(rig().text("a")).isEqualTo("three");
  }

  @Test
  void aLocalCopyGoesWithTheBytesThatWereReplacedThere() throws Exception {
    write("a", "one");
    mount();
    rig().text("a");
    assertThat(rig().content().exists(rig().inode("a").id())).isTrue();
    write("a", "two");
    rig().compare();
    assertThat(rig().content().exists(rig().inode("a").id())).isFalse();
    assertThat(rig().text("a")).isEqualTo("two");
  }

  @Test
  void aRenameByAnotherMountKeepsTheLocalCopy() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("b", "bytes");
    rig().quiet();
    long inode = rig().inode("b").id();
    for (String name : List.of("z", "a")) {
      String old = rig().names("").get(0);
      copyAsIs(old, name);
      bucket.remove(old);
      rig().compare();
      assertThat(rig().names("")).containsExactly(name);
      assertThat(rig().inode(name).id()).isEqualTo(inode);
      assertThat(rig().inode(name).isComplete()).isTrue();
    }
  }

  @Test
  void directoriesThatFollowedFromAFileGoWhenAnotherMountRenamesIt() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("file", "bytes");
    rig().quiet();
    rig().renameThere("file", "outer/inner/file");
    rig().compare();
    assertThat(rig().names("outer/inner")).containsExactly("file");
    rig().renameThere("outer/inner/file", "file");
    rig().compare();
    assertThat(rig().names("")).containsExactly("file");
  }

  @Test
  void noDirectoryStaysOfARenameThatWasSeenOnItsWay() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("file", "bytes");
    rig().quiet();
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("file")));
    metadata.put("stratus-put", "theirs");
    bucket.write("outer/inner/file", "bytes".getBytes(StandardCharsets.UTF_8), metadata);
    rig().compare();
    bucket.remove("outer/inner/file");
    rig().compare();
    assertThat(rig().names("")).containsExactly("file");
  }

  @Test
  void aFindingGoesWithItsCause() throws Exception {
    write("a", "above");
    write("a/b", "below");
    mount();
    assertThat(findings()).containsExactly("a");
    bucket.remove("a");
    rig().compare();
    assertThat(findings()).isEmpty();
    write("a", "above");
    rig().compare();
    assertThat(findings()).containsExactly("a");
    bucket.remove("a/b");
    rig().compare();
    rig().compare();
    assertThat(rig().text("a")).isEqualTo("above");
    assertThat(findings()).isEmpty();
  }

  private List<String> findings() throws Exception {
    return rig().index().read(tables -> tables.meta().findings(100)).stream()
        .map(Finding::key)
        .toList();
  }

  @Test
  void noDirectoryStaysOfWhatWentBeforeItWasListed() throws Exception {
    write("d/file", "x");
    mount();
    write("d/outer/inner/file", "x");
    rig().remote().used(rig().inode("d"));
    await().atMost(BOUND).until(() -> rig().names("d").contains("outer"));
    bucket.remove("d/outer/inner/file");
    rig().compare();
    assertThat(rig().names("d")).containsExactly("file");
  }

  /** Waits until the uploader found that a file cannot follow its rename now. */
  private void awaitPutOff() {
    await()
        .atMost(BOUND)
        .until(
            () ->
                rig().index().read(tables -> tables.pending().list(0, 10)).stream()
                    .anyMatch(pending -> pending.attempts() > 0 && pending.nonce() == null));
  }

  private Rig withFileOfAnother(String name) throws Exception {
    mounted = Rig.started(Files.createDirectory(directory.resolve("one")), bucket);
    Rig other = Rig.started(Files.createDirectory(directory.resolve("two")), bucket);
    other.create(name, "x".repeat(2 << 20));
    other.quiet();
    rig().compare();
    assertThat(rig().inode(name).cached()).isZero();
    return other;
  }

  @Test
  void aFileThatIsOnlyThereAndWasRenamedOnBothSidesEndsUnderOneName() throws Exception {
    try (Rig other = withFileOfAnother("before")) {
      long inode = rig().inode("before").id();
      other.rename("before", "theirs");
      other.quiet();
      rig().rename("before", "ours");
      awaitPutOff();
      rig().compare();
      rig().quiet();
      assertThat(rig().names("")).containsExactly("ours");
      assertThat(rig().inode("ours").id()).isEqualTo(inode);
      assertThat(rig().text("ours")).isEqualTo("x".repeat(2 << 20));
      other.compare();
      assertThat(other.names("")).containsExactly("ours");
      assertThat(other.inode("ours").isComplete()).isTrue();
    }
  }

  @Test
  void aFileThatIsOnlyThereAndWasRenamedHereGoesWhenItWasDeletedThere() throws Exception {
    try (Rig other = withFileOfAnother("before")) {
      other.unlink("before");
      other.quiet();
      rig().rename("before", "ours");
      awaitPutOff();
      assertThat(rig().names("")).as("until it is certain").containsExactly("ours");
      rig().compare();
      rig().quiet();
      assertThat(rig().names("")).isEmpty();
      assertThat(rig().uploader().counts().failed()).isZero();
    }
  }

  @Test
  void aCopyThatCarriesTheMetadataAlongIsAFileOfItsOwn() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("a", "bytes");
    rig().quiet();
    copyAsIs("a", "copy");
    rig().compare();
    assertThat(rig().names("")).containsExactly("a", "copy");
    assertThat(rig().inode("copy").id()).isNotEqualTo(rig().inode("a").id());
    assertThat(rig().inode("copy").cloudId()).isNotEqualTo(rig().inode("a").cloudId());
    assertThat(rig().text("copy")).isEqualTo("bytes");
  }

  @Test
  void hardLinksComeBackAsLinksAndCopiesDoNot() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("a", "bytes");
    rig().link("a", "b");
    rig().quiet();
    copyAsIs("a", "c");
    rig().close();
    Path other = Files.createDirectory(directory.resolve("other"));
    mounted = Rig.started(other, bucket);
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    assertThat(rig().inode("a").id()).isEqualTo(rig().inode("b").id());
    assertThat(rig().inode("a").nlink()).isEqualTo(2);
    assertThat(rig().inode("c").id()).isNotEqualTo(rig().inode("a").id());
  }

  @Test
  void everythingComesBackFromTheBucket() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().mkdir("d");
    rig().create("d/file", "bytes");
    rig().symlink("d/link", "file");
    rig().setXattr("d/file", "user.colour", "blue");
    rig().chmod("d", 0700);
    rig().quiet();
    Inode before = rig().inode("d/file");
    rig().close();
    mounted = Rig.started(Files.createDirectory(directory.resolve("other")), bucket);
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    Inode after = rig().inode("d/file");
    assertThat(after.mode()).isEqualTo(before.mode());
    assertThat(after.uid()).isEqualTo(before.uid());
    assertThat(after.mtime()).isEqualTo(before.mtime());
    assertThat(after.cloudId()).isEqualTo(before.cloudId());
    assertThat(rig().inode("d").mode()).isEqualTo(0040700);
    assertThat(rig().inode("d/link").isSymlink()).isTrue();
    assertThat(rig().text("d/file")).isEqualTo("bytes");
    byte[] colour =
        rig()
            .index()
            .read(tables -> tables.attributes().xattr(after.id(), "user.colour"))
            .orElseThrow();
    assertThat(new String(colour, StandardCharsets.UTF_8)).isEqualTo("blue");
    rig().quiet();
    rig().cloud().counts().reset();
    rig().compare();
    assertThat(rig().cloud().counts().total()).as("nothing goes up again").isEqualTo(1);
  }

  private Hold held() {
    await().atMost(BOUND).until(() -> rig().remote().guard().hold().isPresent());
    return rig().remote().guard().hold().orElseThrow();
  }

  @Test
  void anEmptiedBucketDeletesNothingHereBeforeSomebodyAccepts() throws Exception {
    write("a", "one");
    write("b", "two");
    mount();
    for (String key : bucket.keys()) {
      bucket.remove(key);
    }
    rig().remote().compareNow();
    assertThat(held().reason()).isEqualTo(RemovalGuard.Reason.EMPTY_BUCKET);
    rig().create("new", "waits");
    rig().close();
    mounted = Rig.started(directory, bucket);
    assertThat(held().reason()).isNotEqualTo(RemovalGuard.Reason.MANY_REMOVALS);
    assertThat(rig().names("")).containsExactly("a", "b", "new");
    assertThat(bucket.keys()).as("nothing goes up into it").isEmpty();
    assertThat(rig().remote().accept()).isPresent();
    await().atMost(BOUND).until(() -> rig().names("").equals(List.of("new")));
    rig().quiet();
    assertThat(rig().keys()).containsExactly("new");
  }

  @Test
  void anotherBucketIsWaitedOutUntilTheRightOneIsBack() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("a", "one");
    rig().quiet();
    String key = ".stratus/bucket";
    byte[] uuid = requireNonNull(bucket.bytes(key));
    Map<String, String> metadata = requireNonNull(bucket.metadata(key));
    bucket.write(key, new byte[] {1}, Map.of("stratus-bucket", "another"));
    write("theirs", "x");
    bucket.remove("a");
    rig().remote().compareNow();
    assertThat(held().reason()).isEqualTo(RemovalGuard.Reason.OTHER_BUCKET);
    assertThat(rig().names("")).containsExactly("a");
    bucket.write(key, uuid, metadata);
    rig().compare();
    assertThat(rig().remote().guard().hold()).isEmpty();
    assertThat(rig().names("")).containsExactly("theirs");
  }

  @Test
  void nothingGoesUpAfterAMountWithoutAnswerBeforeTheBucketIsKnownToBeTheRightOne()
      throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().create("a", "one");
    rig().quiet();
    rig().close();
    bucket.write(".stratus/bucket", new byte[] {1}, Map.of("stratus-bucket", "another"));
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
    Injection away =
        store.faults().on(Verb.STAT, Verb.LIST).inject(Fault.fail(CloudFailure.UNREACHABLE));
    mountLike(store);
    rig().create("new", "waits");
    assertThat(rig().remote().accept()).as("nothing to accept yet").isEmpty();
    await().atMost(BOUND).until(() -> rig().remote().trouble().isPresent());
    away.close();
    assertThat(held().reason()).isEqualTo(RemovalGuard.Reason.OTHER_BUCKET);
    assertThat(bucket.keys()).doesNotContain("new");
  }

  private void mountWith(int files) throws Exception {
    for (int i = 0; i < files; i++) {
      write("f" + i, "x");
    }
    mount();
  }

  private void removeThere(int files) {
    for (int i = 0; i < files; i++) {
      bucket.remove("f" + i);
    }
  }

  @Test
  void aCompareThatWouldRemoveMoreThanHalfWaitsForAHuman() throws Exception {
    mountWith(300);
    removeThere(200);
    write("new", "x");
    rig().compare();
    Hold hold = held();
    assertThat(hold.reason()).isEqualTo(RemovalGuard.Reason.MANY_REMOVALS);
    assertThat(hold.removals()).isEqualTo(200);
    assertThat(rig().names("")).as("the rest goes on").hasSize(301).contains("new");
    rig().compare();
    assertThat(held().since()).as("the same hold").isEqualTo(hold.since());
    rig().remote().accept();
    await().atMost(BOUND).until(() -> rig().names("").size() == 101);
    assertThat(rig().remote().guard().hold()).isEmpty();
    for (int i = 200; i < 300; i++) {
      write("f" + i % 200, "back");
    }
    write("f0", "x");
    rig().compare();
    removeThere(110);
    for (int i = 200; i < 300; i++) {
      bucket.remove("f" + i);
    }
    rig().compare();
    assertThat(held().removals()).as("one acceptance is for one compare").isGreaterThan(100);
  }

  @Test
  void aHoldEndsWhenTheFilesAreBack() throws Exception {
    mountWith(150);
    removeThere(150);
    rig().compare();
    assertThat(held().removals()).isEqualTo(150);
    for (int i = 0; i < 150; i++) {
      write("f" + i, "x");
    }
    rig().compare();
    assertThat(rig().remote().guard().hold()).isEmpty();
    assertThat(rig().names("")).hasSize(150);
  }

  @Test
  void aHundredRemovalsOrHalfOfTheFilesNeedNobody() throws Exception {
    mountWith(101);
    removeThere(100);
    rig().compare();
    assertThat(rig().names("")).hasSize(1);
  }

  @Test
  void theLocalCopyOfAFileThatWasDeletedThereStaysInTheTrash() throws Exception {
    mounted = Rig.started(directory, bucket);
    rig().mkdir("d");
    rig().create("d/kept.txt", "bytes");
    rig().create("d/elsewhere", "bytes");
    rig().quiet();
    long inode = rig().inode("d/kept.txt").id();
    bucket.remove("d/kept.txt");
    rig().compare();
    assertThat(rig().names("d")).containsExactly("elsewhere");
    assertThat(rig().content().exists(inode)).isFalse();
    assertThat(rig().index().inode(inode)).isEmpty();
    Trashed trashed = rig().trash().list().get(0);
    assertThat(trashed.path()).isEqualTo("d/kept.txt");
    assertThat(rig().trash().file(trashed)).hasContent("bytes");
  }

  @Test
  void aFileThatWasOnlyThereLeavesNothingInTheTrash() throws Exception {
    write("a", "x");
    mount();
    bucket.remove("a");
    rig().compare();
    assertThat(rig().names("")).isEmpty();
    assertThat(rig().trash().list()).isEmpty();
  }

  @Test
  void aFileOfWhichOnlyAttributesAreHereGoesWithItsObject() throws Exception {
    write("a", "one");
    mount();
    Injection away =
        rig().cloud().faults().on(Verb.COPY).inject(Fault.fail(CloudFailure.UNREACHABLE));
    rig().chmod("a", 0600);
    bucket.remove("a");
    away.close();
    await()
        .atMost(BOUND)
        .until(
            () -> {
              rig().compare();
              return rig().names("").isEmpty();
            });
    rig().quiet();
    assertThat(rig().uploader().counts().failed()).isZero();
  }

  @Test
  void aRestartComparesWithoutListingAnew() throws Exception {
    write("a", "one");
    write("b", "two");
    mount();
    long inode = rig().inode("a").id();
    rig().close();
    write("c", "three");
    bucket.remove("b");
    mount();
    assertThat(rig().inode("a").id()).isEqualTo(inode);
    await().atMost(BOUND).until(() -> rig().names("").equals(List.of("a", "c")));
  }

  @Test
  void aPutUnderWayIsNotTakenForAStrangersFile() throws Exception {
    mounted = Rig.started(directory, bucket);
    Injection late =
        rig()
            .cloud()
            .faults()
            .on(Verb.PUT)
            .key("a"::equals)
            .times(1)
            .inject(Fault.late(Duration.ofMillis(500)));
    rig().create("a", "one");
    await().atMost(BOUND).until(() -> late.hits() == 1);
    for (int i = 0; i < 5; i++) {
      rig().compare();
    }
    rig().quiet();
    rig().compare();
    assertThat(rig().names("")).containsExactly("a");
    assertThat(rig().keys()).containsExactly("a");
  }
}
