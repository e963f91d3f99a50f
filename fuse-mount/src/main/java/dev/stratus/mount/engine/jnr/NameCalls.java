package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure.Buffer;
import dev.stratus.mount.engine.jnr.PathResolver.Place;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.RenameMode;
import java.nio.charset.StandardCharsets;

/** mkdir, mknod, symlink, readlink, link, unlink, rmdir and rename. */
final class NameCalls {

  private final Kernel kernel;
  private final FileSystemView view;
  private final PathResolver paths;

  NameCalls(Kernel kernel) {
    this.kernel = kernel;
    this.view = kernel.view();
    this.paths = kernel.paths();
  }

  int mkdir(Buffer arguments) throws FsException {
    Place place = paths.place(arguments.getAddress(0));
    view.mkdir(place.directory(), place.name(), arguments.getInt(1), kernel.caller());
    return 0;
  }

  int mknod(Buffer arguments) throws FsException {
    Place place = paths.place(arguments.getAddress(0));
    int mode = arguments.getInt(1);
    view.mknod(place.directory(), place.name(), mode, arguments.getLong(2), kernel.caller());
    return 0;
  }

  int symlink(Buffer arguments) throws FsException {
    String target = Memory.text(arguments.getAddress(0));
    Place place = paths.place(arguments.getAddress(1));
    view.symlink(place.directory(), place.name(), target, kernel.caller());
    return 0;
  }

  /** A target that does not fit is cut off, as readlink(2) does. */
  int readlink(Buffer arguments) throws FsException {
    String target = view.readlink(paths.inode(arguments.getAddress(0)));
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    int length = (int) Math.min(bytes.length, arguments.getLong(2) - 1);
    Memory.IO.putZeroTerminatedByteArray(arguments.getAddress(1), bytes, 0, length);
    return 0;
  }

  int link(Buffer arguments) throws FsException {
    InodeId inode = paths.inode(arguments.getAddress(0));
    Place place = paths.place(arguments.getAddress(1));
    kernel.trust().end();
    view.link(inode, place.directory(), place.name());
    LoopThread.forgetLinked();
    return 0;
  }

  int unlink(Buffer arguments) throws FsException {
    Place place = paths.place(arguments.getAddress(0));
    if (!kernel.hidden().remove(place.name())) {
      view.unlink(place.directory(), place.name());
    }
    return 0;
  }

  int rmdir(Buffer arguments) throws FsException {
    Place place = paths.place(arguments.getAddress(0));
    view.rmdir(place.directory(), place.name());
    return 0;
  }

  int rename(Buffer arguments) throws FsException {
    Place from = paths.place(arguments.getAddress(0));
    Place to = paths.place(arguments.getAddress(1));
    if (kernel.hidden().isHiding(to.name())) {
      hide(from, to.name());
    } else {
      view.rename(from.directory(), from.name(), to.directory(), to.name(), RenameMode.REPLACE);
    }
    return 0;
  }

  /** In a rename over the file, the rename that follows takes the name away. */
  private void hide(Place place, Name hidden) throws FsException {
    InodeId inode = view.lookup(place.directory(), place.name()).inode();
    if (!LoopThread.isRenaming()) {
      view.unlink(place.directory(), place.name());
    }
    kernel.hidden().put(hidden, inode);
  }
}
