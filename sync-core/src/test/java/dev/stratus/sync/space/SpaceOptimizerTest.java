package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.download.LocalSide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpaceOptimizerTest {

  private static final int SIZE = 1000;

  private static final OptimizeListener NOBODY = (files, bytes, wanted) -> {};

  private static final OptimizePolicy USUAL = OptimizePolicy.usual();

  @TempDir Path directory;
  private SpaceFixture space;
  private FakeDisk disk;
  private SpaceOptimizer optimizer;

  @BeforeEach
  void begin() throws FsException {
    space = new SpaceFixture(directory);
    disk = new FakeDisk(10_000, 0);
    optimizer = new SpaceOptimizer(space.environment, space.evictor, space.visits, disk);
  }

  @AfterEach
  void end() throws FsException {
    space.close();
  }

  private static OptimizeRequest all(int days) {
    return new OptimizeRequest(OptionalLong.empty(), days, false, false);
  }

  private static List<String> paths(OptimizeResult result) {
    return result.aged().stream().map(OptimizeResult.Aged::path).toList();
  }

  @Test
  void oldMediaGoOldestVisitFirst() throws Exception {
    space.aged("b.jpg", SIZE, 40);
    space.aged("a.mp4", SIZE, 50);
    space.aged("young.png", SIZE, 10);
    space.aged("old.txt", SIZE, 60);

    OptimizeResult result = optimizer.optimizeSpace(all(30), NOBODY);

    assertThat(paths(result)).containsExactly("a.mp4", "b.jpg");
    assertThat(result.bytes()).isEqualTo(2 * SIZE);
    assertThat(result.stopped()).isFalse();
  }

  @Test
  void aRunEndsWhenItsSizeIsFreed() throws Exception {
    for (int i = 0; i < 50; i++) {
      space.aged("photo" + i + ".jpg", SIZE, 100 - i);
    }

    OptimizeResult result =
        optimizer.optimizeSpace(
            new OptimizeRequest(OptionalLong.of(2 * SIZE + 1), 30, false, false), NOBODY);

    assertThat(paths(result)).containsExactly("photo0.jpg", "photo1.jpg", "photo2.jpg");
  }

  @Test
  void whatWasUploadedLatelyIsNotOldEnough() throws Exception {
    long inode = space.aged("edited.jpg", SIZE, 50);
    space.local.uploaded(inode, space.local.time.get() / 1_000_000);

    assertThat(optimizer.optimizeSpace(all(30), NOBODY).files()).isZero();
    assertThat(optimizer.optimizeSpace(all(0), NOBODY).files()).isOne();
  }

  @Test
  void withNoDaysWhateverTheCloudHasGoes() throws Exception {
    space.aged("now.jpg", SIZE, 0);
    long dirty = space.local.localFile("dirty.jpg", LocalSide.bytes(SIZE, 1));

    assertThat(paths(optimizer.optimizeSpace(all(0), NOBODY))).containsExactly("now.jpg");
    assertThat(space.isHere(dirty)).isTrue();
  }

  @Test
  void aVisitThatIsNotCommittedYetCounts() throws Exception {
    long inode = space.aged("seen.jpg", SIZE, 50);
    space.visits.visited(inode);

    assertThat(optimizer.optimizeSpace(all(30), NOBODY).files()).isZero();
  }

  @Test
  void aDryRunTellsTheSameAndDoesNothing() throws Exception {
    long inode = space.aged("dry.jpg", SIZE, 50);

    OptimizeResult result =
        optimizer.optimizeSpace(new OptimizeRequest(OptionalLong.empty(), 30, false, true), NOBODY);

    assertThat(paths(result)).containsExactly("dry.jpg");
    assertThat(space.isHere(inode)).isTrue();
  }

  @Test
  void aSecondRunIsRefusedAndTheFirstCanBeStopped() throws Exception {
    for (int i = 0; i < 100; i++) {
      space.aged(i + ".jpg", SIZE, 50);
    }
    List<FsFailure> refusals = new ArrayList<>();

    OptimizeResult result =
        optimizer.optimizeSpace(
            all(30),
            (files, bytes, wanted) -> {
              assertThatThrownBy(() -> optimizer.optimizeSpace(all(30), NOBODY))
                  .isInstanceOfSatisfying(FsException.class, e -> refusals.add(e.failure()));
              assertThat(optimizer.stop()).isTrue();
            });

    assertThat(refusals).containsExactly(FsFailure.TRY_AGAIN);
    assertThat(result.stopped()).isTrue();
    assertThat(result.files()).isBetween(1L, 99L);
    assertThat(optimizer.stop()).isFalse();
  }

  @Test
  void withEnoughFreeSpaceThePolicyDoesNothing() throws Exception {
    space.aged("old.jpg", SIZE, 90);
    disk.free = 5_000;

    assertThat(optimizer.optimizeStorage(USUAL, false, NOBODY).files()).isZero();
  }

  @Test
  void thePolicyAgesUpToSixtyPercent() throws Exception {
    for (int i = 0; i < 5; i++) {
      space.aged(i + ".jpg", SIZE, 90);
    }
    disk.free = 4_500;

    assertThat(optimizer.optimizeStorage(USUAL, false, NOBODY).bytes()).isEqualTo(2 * SIZE);
  }

  @Test
  void onANearlyFullDiskThePolicyTakesYoungFilesToo() throws Exception {
    space.aged("old.jpg", 200, 90);
    for (int i = 1; i <= 5; i++) {
      space.aged(i + ".jpg", SIZE, i);
    }
    disk.free = 500;

    OptimizeResult result = optimizer.optimizeStorage(USUAL, false, NOBODY);

    // 200 are old: 700 free are less than 15 %, so it goes on up to 20 %, oldest visit first.
    assertThat(paths(result)).containsExactly("old.jpg", "5.jpg", "4.jpg");
  }

  @Test
  void thePolicyIsAsTheUserWishes() throws Exception {
    for (int i = 0; i < 5; i++) {
      space.aged(i + ".jpg", SIZE, 10);
    }
    disk.free = 4_500;
    OptimizePolicy eager = new OptimizePolicy(7, 80, 90, 0, 0, false, false);

    assertThat(optimizer.optimizeStorage(USUAL, false, NOBODY).files()).isZero();
    assertThat(optimizer.optimizeStorage(eager, false, NOBODY).bytes()).isEqualTo(5 * SIZE);
  }

  @Test
  void otherFilesGoAfterMediaWhereThatIsWished() throws Exception {
    space.aged("old.txt", SIZE, 90);
    space.aged("a.jpg", SIZE, 40);
    space.aged("b.txt", SIZE, 50);

    OptimizeResult some =
        optimizer.optimizeSpace(
            new OptimizeRequest(OptionalLong.of(SIZE + 1), 30, true, true), NOBODY);
    assertThat(paths(some)).containsExactly("a.jpg", "old.txt");

    OptimizeResult all =
        optimizer.optimizeSpace(new OptimizeRequest(OptionalLong.empty(), 30, true, false), NOBODY);
    assertThat(paths(all)).containsExactly("a.jpg", "old.txt", "b.txt");
    assertThat(all.stayed()).isEmpty();
  }

  @Test
  void whatStaysIsToldWithItsReason() throws Exception {
    space.aged("old.jpg", SIZE, 40);
    space.aged("old.txt", SIZE, 40);
    space.aged("young.jpg", SIZE, 3);
    long edited = space.aged("edited.jpg", SIZE, 40);
    space.local.uploaded(edited, space.local.time.get() / 1_000_000);
    space.visit(space.local.localFile("dirty.jpg", LocalSide.bytes(SIZE, 1)), 0);
    long pinned = space.aged("pinned.jpg", SIZE, 40);
    space.local.index.change(
        change -> change.put(change.require(pinned).edit().pinned(true).done()));
    long open = space.aged("open.jpg", SIZE, 40);

    OptimizeResult result;
    try (var use = space.local.files.use(open)) {
      assertThat(use).isNotNull();
      result = optimizer.optimizeSpace(all(30), NOBODY);
    }

    assertThat(paths(result)).containsExactly("old.jpg");
    assertThat(result.stayed())
        .containsExactlyInAnyOrder(
            new OptimizeResult.Stay(Kept.ONLY_HERE, 1, SIZE),
            new OptimizeResult.Stay(Kept.PINNED, 1, SIZE),
            new OptimizeResult.Stay(Kept.OPEN, 1, SIZE),
            new OptimizeResult.Stay(Kept.OTHER_TYPE, 1, SIZE),
            new OptimizeResult.Stay(Kept.YOUNG, 2, 2 * SIZE));
    assertThat(result.kept()).contains(new OptimizeResult.Stayed("old.txt", SIZE, Kept.OTHER_TYPE));
  }

  @Test
  void whereTheNameSaysNothingTheFirstBytesDo() throws Exception {
    byte[] picture = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, SIZE);
    space.uploadedAt(space.local.localFile("IMG_0001", picture), 40);
    space.uploadedAt(space.local.localFile("readme.txt", picture), 40);
    space.aged("unknown", SIZE, 40);

    assertThat(paths(optimizer.optimizeSpace(all(30), NOBODY))).containsExactly("IMG_0001");
  }

  @Test
  void mediaAreToldByTheirNames() {
    assertThat(List.of("a.jpg", "b.JPEG", "c.heic", "d.mov", "e.mkv", "f.webp"))
        .allMatch(Media::isMedia);
    assertThat(List.of("a.txt", "b", "jpg", "c.mp3", "d.jpg.gz", ".png.swp"))
        .noneMatch(Media::isMedia);
  }
}
