package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.network.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScansTest {

  private static final long ROOT = InodeId.ROOT.value();

  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong();
  private final List<Long> fetched = new ArrayList<>();
  private LocalSide local;
  private Scans scans;

  @BeforeEach
  void begin() throws FsException {
    local = new LocalSide(directory);
    RoomMaker room =
        new RoomMaker() {
          @Override
          public boolean makeRoom(long bytes) {
            throw new AssertionError("nothing is dropped for a guess");
          }

          @Override
          public boolean hasRoom(long bytes) {
            return local.hasRoom.get();
          }
        };
    DownloadEnvironment environment =
        new DownloadEnvironment(
            local.cloud,
            local.index,
            now::get,
            () -> false,
            room,
            stale -> {},
            bytes -> {},
            new Patience(DownloadSettings.defaults().patience(), (waited, reason) -> {}));
    scans = new Scans(environment, DownloadSettings.defaults(), fetched::add, Runnable::run);
  }

  @AfterEach
  void end() throws FsException {
    local.close();
  }

  private long file(long parent, String name, long size, long cached) throws FsException {
    return local.index.change(
        change -> {
          long id = change.newNumber();
          Inode.Edit file = Inode.create(id, FileMode.REGULAR | 0644, "id-" + id).size(size);
          change.putNew(file.contentGeneration(1, "c").base(1, size).cached(cached).done());
          Entry entry = change.addEntry(parent, name, id);
          change.putObject(
              new CloudObject(
                  new ObjectKey("key-" + id), entry.id(), id, new ETag("e"), size, 0, 1, 1, 1));
          return id;
        });
  }

  private long cold(long parent, String name) throws FsException {
    return file(parent, name, 4096, 0);
  }

  /** As a listing of the whole bucket makes it, which marks no directory as listed by itself. */
  private long folder(long parent, String name) throws FsException {
    return local.index.change(
        change -> {
          long id = change.newNumber();
          change.putNew(Inode.create(id, FileMode.DIRECTORY | 0755, "id-" + id).done());
          change.addEntry(parent, name, id);
          return id;
        });
  }

  private List<Long> files(long parent, int count) throws FsException {
    List<Long> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(cold(parent, "f" + (1000 + i)));
    }
    return files;
  }

  /** Reads files as a program does: what was fetched ahead is here when it is opened. */
  private void read(List<Long> files) {
    for (long file : files) {
      scans.opened(file);
      if (!fetched.contains(file)) {
        scans.waits(file);
      }
    }
  }

  @Test
  void oneOrTwoFilesBringNothingElse() throws FsException {
    List<Long> files = files(ROOT, 10);
    read(files.subList(0, 2));
    assertThat(fetched).isEmpty();
  }

  @Test
  void filesInNoOrderBringNothingElse() throws FsException {
    List<Long> files = files(ROOT, 100);
    for (int i : new int[] {50, 3, 77, 20, 91, 8, 64, 33, 99, 12}) {
      read(List.of(files.get(i)));
    }
    assertThat(fetched).isEmpty();
  }

  @Test
  void theThirdFileInOrderBringsTheNextTwo() throws FsException {
    List<Long> files = files(ROOT, 10);
    read(files.subList(0, 3));
    assertThat(fetched).isEqualTo(files.subList(3, 5));
  }

  @Test
  void whoNeverWaitsIsRunAheadNoFarther() throws FsException {
    List<Long> files = files(ROOT, 50);
    read(files.subList(0, 20));
    assertThat(fetched).isEqualTo(files.subList(3, 22));
  }

  @Test
  void eachWaitDoublesWhatIsAheadUpToABound() throws FsException {
    List<Long> files = files(ROOT, 1000);
    int read = 0;
    int ahead = 0;
    while (read < 500) {
      scans.opened(files.get(read));
      scans.waits(files.get(read));
      read++;
      assertThat(fetched.size() - read).isLessThanOrEqualTo(Math.max(2, 2 * ahead));
      ahead = Math.max(0, fetched.size() - (read - 3));
    }
    assertThat(fetched).doesNotHaveDuplicates().hasSizeBetween(600, 640);
  }

  @Test
  void bytesAheadAreBoundedByWhatWasRead() throws FsException {
    List<Long> files = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      files.add(file(ROOT, "f" + (1000 + i), i < 8 ? 1 << 10 : 1 << 20, 0));
    }
    files.subList(0, 8).forEach(scans::waits);
    assertThat(fetched).isEqualTo(files.subList(3, 8));
    files.subList(8, 40).forEach(scans::waits);
    assertThat(fetched.size()).isBetween(10, 5 + 32 + 16);
  }

  @Test
  void namesInOrderAreFollowedWhereTheirNumbersAreNot() throws FsException {
    for (int i = 0; i < 40; i++) {
      cold(ROOT, "f" + (1000 + (i * 17) % 40));
    }
    List<Long> byName = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byName.add(local.index.entry(ROOT, "f" + (1000 + i)).orElseThrow().inode());
    }
    read(byName.subList(0, 3));
    assertThat(fetched).isEqualTo(byName.subList(3, 5));
  }

  @Test
  void whatIsHereOrLargeIsPassedOver() throws FsException {
    List<Long> files = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      files.add(cold(ROOT, "f" + i + "-cold"));
      file(ROOT, "f" + i + "-here", 4096, 4096);
      file(ROOT, "f" + i + "-large", 2 << 20, 0);
    }
    read(files.subList(0, 3));
    assertThat(fetched).isEqualTo(files.subList(3, 5));
  }

  @Test
  void aScanThatGoesOnInTheNextDirectoryIsFollowedThroughTheTree() throws FsException {
    List<Long> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.addAll(files(folder(ROOT, "d" + (100 + i)), 3));
    }
    read(files.subList(0, 3));
    assertThat(fetched).as("nothing of another directory").isEmpty();
    read(files.subList(3, 4));
    assertThat(fetched).isEqualTo(files.subList(4, 8));
  }

  @Test
  void nothingIsFetchedWhereThereIsNoRoom() throws FsException {
    local.hasRoom.set(false);
    read(files(ROOT, 20));
    assertThat(fetched).isEmpty();
  }

  @Test
  void aReaderThatLeavesMostFilesOutIsNotRunAheadForLong() throws FsException {
    List<Long> files = files(ROOT, 1000);
    for (int i = 0; i < 1000; i += 4) {
      read(List.of(files.get(i)));
    }
    assertThat(fetched.size()).isLessThan(60);
  }

  @Test
  void whatDoesNotComeEndsTheScan() throws FsException {
    List<Long> files = files(ROOT, 100);
    read(files.subList(0, 3));
    scans.failed(files.get(3));
    fetched.clear();
    scans.opened(files.get(4));
    assertThat(fetched).isEmpty();
  }

  @Test
  void whoComesBackLateBeginsAnew() throws FsException {
    List<Long> files = files(ROOT, 100);
    read(files.subList(0, 3));
    fetched.clear();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    scans.waits(files.get(5));
    assertThat(fetched).isEmpty();
  }
}
