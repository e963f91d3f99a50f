package dev.stratus.mount;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.core.SyncCore;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What programs do all day, done to a core: files are written, go up, leave, and come back. */
final class Practice {

  private static final int FILES = 60;
  private static final int SMALL = 4 << 10;

  /** More than comes with one request; one such file, for what it leaves in memory stays there. */
  private static final int LARGE = 2 << 20;

  private static final int REQUEST = 128 << 10;
  private static final long PATIENCE_MILLIS = 5_000;

  private static final Caller NOBODY = new Caller(65_534, 65_534);

  private final SyncCore core;
  private final FileSystemView view;
  private final BooleanSupplier enough;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(REQUEST);

  /**
   * @param enough asked after each file
   */
  Practice(SyncCore core, BooleanSupplier enough) {
    this.core = core;
    this.view = core.view();
    this.enough = enough;
  }

  /** Plays one directory full of files; tells whether another one makes sense. */
  boolean round(int number) throws IOException, InterruptedException {
    Name name = new Name("d" + number);
    InodeId directory = view.mkdir(InodeId.ROOT, name, FileMode.PERMISSIONS, NOBODY).inode();
    List<InodeId> files = new ArrayList<>();
    for (int i = 0; i < FILES && !enough.getAsBoolean(); i++) {
      files.add(write(directory, new Name("f" + i), number == 0 && i == 0 ? LARGE : SMALL));
    }
    if (enough.getAsBoolean()) {
      return false;
    }
    List<String> path = List.of(name.value());
    WaitRequest wait = new WaitRequest(path, PATIENCE_MILLIS);
    if (!core.control().waitUntilSynced(wait, progress -> {}).synced()) {
      // Uploads rest, for instance since the battery is low: not the time for a warm-up.
      return false;
    }
    core.control().cleanCache(new CleanCacheRequest(path, true, false));
    view.readdir(directory, 0, FILES);
    for (int i = 0; i < files.size() && !enough.getAsBoolean(); i++) {
      view.lookup(directory, new Name("f" + i));
      read(files.get(i));
    }
    return !enough.getAsBoolean();
  }

  private InodeId write(InodeId directory, Name name, int size) throws IOException {
    Created created =
        view.create(directory, name, FileMode.PERMISSIONS, OpenMode.readWrite(), NOBODY);
    for (int offset = 0; offset < size; offset += REQUEST) {
      view.write(created.handle(), buffer.clear().limit(Math.min(REQUEST, size)), offset);
    }
    view.flush(created.handle());
    view.release(created.handle());
    return created.attributes().inode();
  }

  private void read(InodeId file) throws IOException {
    long size = view.getattr(file).size();
    Handle handle = view.open(file, OpenMode.readOnly());
    try {
      for (long offset = 0; offset < size; offset += REQUEST) {
        view.read(handle, buffer.clear(), offset);
      }
    } finally {
      view.release(handle);
    }
  }
}
