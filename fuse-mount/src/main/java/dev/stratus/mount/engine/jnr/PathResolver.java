package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.Utf8;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;

/** Finds what libfuse's paths mean: one look-up per component, in the view's own cache. */
final class PathResolver {

  /** A name in a directory. */
  record Place(InodeId directory, Name name) {}

  private final FileSystemView view;
  private final HiddenFiles hidden;

  PathResolver(FileSystemView view, HiddenFiles hidden) {
    this.view = view;
    this.hidden = hidden;
  }

  Attributes attributes(long path) throws FsException {
    byte[] bytes = Memory.IO.getZeroTerminatedByteArray(path);
    int last = lastSlash(bytes);
    if (last == bytes.length - 1) {
      return view.getattr(InodeId.ROOT);
    }
    return lookup(directory(bytes, last), name(bytes, last + 1, bytes.length));
  }

  /** Tells whether libfuse believes that it has hidden the file. */
  boolean isHidden(long path) throws FsException {
    if (!hidden.areAny()) {
      return false;
    }
    byte[] bytes = Memory.IO.getZeroTerminatedByteArray(path);
    int last = lastSlash(bytes);
    return last < bytes.length - 1 && hidden.find(name(bytes, last + 1, bytes.length)) != null;
  }

  InodeId inode(long path) throws FsException {
    return attributes(path).inode();
  }

  /** Where a new name goes, or one that is looked for by its name. */
  Place place(long path) throws FsException {
    byte[] bytes = Memory.IO.getZeroTerminatedByteArray(path);
    int last = lastSlash(bytes);
    if (last == bytes.length - 1) {
      throw new FsException(FsFailure.INVALID, "the root has no name");
    }
    return new Place(directory(bytes, last), name(bytes, last + 1, bytes.length));
  }

  private InodeId directory(byte[] path, int end) throws FsException {
    InodeId directory = InodeId.ROOT;
    int start = 1;
    while (start < end) {
      int slash = nextSlash(path, start, end);
      directory = view.lookup(directory, name(path, start, slash)).inode();
      start = slash + 1;
    }
    return directory;
  }

  private Attributes lookup(InodeId directory, Name name) throws FsException {
    InodeId file = hidden.find(name);
    if (file != null) {
      return view.getattr(file);
    }
    hidden.asked(name);
    return view.lookup(directory, name);
  }

  private static Name name(byte[] path, int start, int end) throws FsException {
    return Name.of(Utf8.decode(path, start, end));
  }

  private static int lastSlash(byte[] path) {
    int index = path.length - 1;
    while (index > 0 && path[index] != '/') {
      index--;
    }
    return index;
  }

  private static int nextSlash(byte[] path, int start, int end) {
    int index = start;
    while (index < end && path[index] != '/') {
      index++;
    }
    return index;
  }
}
