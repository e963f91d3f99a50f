package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileSystemView;

/** What all operations of one mount share. */
final class Kernel {

  private final LibFuse library;
  private final FileSystemView view;
  private final PathResolver paths;
  private final HiddenFiles hidden = new HiddenFiles();
  private final AttributeTrust trust = new AttributeTrust(System::nanoTime);

  Kernel(LibFuse library, FileSystemView view) {
    this.library = library;
    this.view = view;
    this.paths = new PathResolver(view, hidden);
  }

  FileSystemView view() {
    return view;
  }

  PathResolver paths() {
    return paths;
  }

  HiddenFiles hidden() {
    return hidden;
  }

  AttributeTrust trust() {
    return trust;
  }

  /** The program behind the current request. */
  Caller caller() {
    long context = library.fuse_get_context();
    return new Caller(
        Memory.IO.getInt(context + Layout.CONTEXT_UID),
        Memory.IO.getInt(context + Layout.CONTEXT_GID));
  }
}
