package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure.Buffer;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import org.jspecify.annotations.Nullable;

/** stat, chmod, chown, truncate, utimens, access and statfs. */
final class AttributeCalls {

  private final Kernel kernel;
  private final FileSystemView view;
  private final SetIdBits setIdBits;

  AttributeCalls(Kernel kernel) {
    this.kernel = kernel;
    this.view = kernel.view();
    this.setIdBits = new SetIdBits(view);
  }

  int getattr(Buffer arguments) throws FsException {
    long path = arguments.getAddress(0);
    Attributes attributes = kernel.paths().attributes(path);
    int answered = put(arguments, afterChange(attributes));
    if (LoopThread.isLooking() && kernel.paths().isHidden(path)) {
      // Which libfuse takes off again: for libfuse the hidden name is one more.
      FuseStructs.putLinkCount(arguments.getAddress(1), attributes.nlink() + 1);
    }
    return answered;
  }

  int fgetattr(Buffer arguments) throws FsException {
    Attributes attributes = view.getattr(inodeOf(arguments.getAddress(2)));
    return put(arguments, afterChange(attributes));
  }

  /** libfuse asks for the attributes at the end of each change of them. */
  private Attributes afterChange(Attributes attributes) throws FsException {
    return setIdBits.takeIfAsked(attributes);
  }

  private int put(Buffer arguments, Attributes attributes) {
    if (attributes.nlink() > 1 && !FileMode.isDirectory(attributes.mode())) {
      kernel.trust().end();
    } else {
      kernel.trust().resume();
    }
    FuseStructs.putStat(arguments.getAddress(1), attributes);
    return 0;
  }

  int chmod(Buffer arguments) throws FsException {
    int mode = arguments.getInt(1) & FileMode.PERMISSIONS;
    return change(arguments, AttributeChange.mode(mode));
  }

  int chown(Buffer arguments) throws FsException {
    return change(
        arguments, AttributeChange.owner(id(arguments.getInt(1)), id(arguments.getInt(2))));
  }

  /** -1 leaves the owner or the group as it is. */
  private static @Nullable Integer id(int value) {
    return value == -1 ? null : value;
  }

  int truncate(Buffer arguments) throws FsException {
    return change(arguments, AttributeChange.size(arguments.getLong(1)));
  }

  int ftruncate(Buffer arguments) throws FsException {
    view.setattr(inodeOf(arguments.getAddress(2)), AttributeChange.size(arguments.getLong(1)));
    return 0;
  }

  int utimens(Buffer arguments) throws FsException {
    long times = arguments.getAddress(1);
    return change(
        arguments,
        AttributeChange.times(
            FuseStructs.timeChange(times), FuseStructs.timeChange(times + Layout.TIMESPEC_SIZE)));
  }

  int access(Buffer arguments) throws FsException {
    view.access(
        kernel.paths().inode(arguments.getAddress(0)), arguments.getInt(1), kernel.caller());
    return 0;
  }

  int statfs(Buffer arguments) throws FsException {
    FuseStructs.putStatistics(arguments.getAddress(1), view.statfs());
    return 0;
  }

  private int change(Buffer arguments, AttributeChange change) throws FsException {
    view.setattr(kernel.paths().inode(arguments.getAddress(0)), change);
    return 0;
  }

  private InodeId inodeOf(long info) throws FsException {
    return view.inodeOf(new Handle(FuseStructs.handle(info)));
  }
}
