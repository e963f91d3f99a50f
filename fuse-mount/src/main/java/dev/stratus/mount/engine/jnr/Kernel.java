package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileSystemView;

/** What all operations of one mount share. */
final class Kernel {

  private final LibFuse library;
  private final FileSystemView view;
  private final PathResolver paths;
  private final OpenCounts opens = new OpenCounts();

  Kernel(LibFuse library, FileSystemView view) {
    this.library = library;
    this.view = view;
    this.paths = new PathResolver(view);
  }

  FileSystemView view() {
    return view;
  }

  PathResolver paths() {
    return paths;
  }

  OpenCounts opens() {
    return opens;
  }

  /** The program behind the current request. */
  Caller caller() {
    long context = library.fuse_get_context();
    return new Caller(
        Memory.IO.getInt(context + Layout.CONTEXT_UID),
        Memory.IO.getInt(context + Layout.CONTEXT_GID));
  }

  /** Removes a hidden file for good; libfuse may have done it first. */
  void removeOrphan(Name hidden) throws FsException {
    try {
      view.unlink(InodeId.ORPHANS, hidden);
    } catch (FsException e) {
      if (e.failure() != FsFailure.NOT_FOUND) {
        throw e;
      }
    }
  }
}
