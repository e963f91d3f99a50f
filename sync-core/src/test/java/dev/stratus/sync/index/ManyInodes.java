package dev.stratus.sync.index;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Fills the index of an unmounted state directory with clean files that are only in the cloud, as
 * after the listing of a large bucket; for {@code scripts/bench.sh}.
 *
 * <p>Arguments: STATE_DIRECTORY COUNT.
 */
public final class ManyInodes {

  private static final int FILES_PER_DIRECTORY = 1000;

  private static final long SIZE = 4096;

  private final long now = System.currentTimeMillis() * 1_000_000;

  private ManyInodes() {}

  public static void main(String[] arguments) throws FsException {
    int count = Integer.parseInt(arguments[1]);
    try (Index index = Index.open(Path.of(arguments[0], "index.db"))) {
      fill(index, count);
      index.sync();
    }
  }

  /** Adds so many files to an open index, a thousand in each directory. */
  public static void fill(Index index, int count) throws FsException {
    for (int first = 0; first < count; first += FILES_PER_DIRECTORY) {
      int number = first / FILES_PER_DIRECTORY;
      index.change(change -> new ManyInodes().fill(change, number));
    }
  }

  private int fill(IndexChange change, int number) throws FsException {
    String name = "many-" + number;
    long directory = add(change, InodeId.ROOT.value(), name, FileMode.DIRECTORY | 0755);
    for (int i = 0; i < FILES_PER_DIRECTORY; i++) {
      addFile(change, directory, name, "file-" + i);
    }
    return FILES_PER_DIRECTORY;
  }

  private void addFile(IndexChange change, long directory, String parent, String name)
      throws FsException {
    long inode = add(change, directory, name, FileMode.REGULAR | 0644);
    long entry =
        change
            .entry(directory, name)
            .orElseThrow(() -> new IllegalStateException(name + " is missing"))
            .id();
    change.putObject(
        new CloudObject(
            new ObjectKey(parent + "/" + name),
            entry,
            inode,
            new ETag("d41d8cd98f00b204e9800998ecf8427e"),
            SIZE,
            now / 1_000_000,
            1,
            1,
            change.nextSeq()));
  }

  private long add(IndexChange change, long parent, String name, int mode) throws FsException {
    long id = change.newNumber();
    boolean directory = FileMode.isDirectory(mode);
    Inode.Edit inode =
        Inode.create(id, mode, UUID.randomUUID().toString())
            .contentGeneration(1, UUID.randomUUID().toString())
            .syncedGeneration(1)
            .nlink(directory ? 2 : 1)
            .size(directory ? 0 : SIZE)
            .base(1, directory ? 0 : SIZE)
            .mtime(now)
            .ctime(now)
            .atime(now)
            .listed(directory);
    change.putNew(inode.done());
    change.addEntry(parent, name, id);
    return id;
  }
}
