package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure.Buffer;
import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.XattrMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Extended attributes; that there is none outside of {@code user.}, the loop answers itself. */
final class XattrCalls {

  private static final String NAMESPACE = "user.";
  private static final int CREATE = 1;
  private static final int REPLACE = 2;

  private final PathResolver paths;
  private final FileSystemView view;

  XattrCalls(Kernel kernel) {
    this.paths = kernel.paths();
    this.view = kernel.view();
  }

  int getxattr(Buffer arguments) throws FsException {
    String name = Memory.text(arguments.getAddress(1));
    byte[] value = view.getxattr(paths.inode(arguments.getAddress(0)), name);
    return answer(value, arguments.getAddress(2), arguments.getLong(3));
  }

  int listxattr(Buffer arguments) throws FsException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String name : view.listxattr(paths.inode(arguments.getAddress(0)))) {
      names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      names.write(0);
    }
    return answer(names.toByteArray(), arguments.getAddress(1), arguments.getLong(2));
  }

  int setxattr(Buffer arguments) throws FsException {
    long name = arguments.getAddress(1);
    refuseForeign(name);
    byte[] value = Memory.bytes(arguments.getAddress(2), arguments.getLong(3));
    InodeId inode = paths.inode(arguments.getAddress(0));
    try {
      view.setxattr(inode, Memory.text(name), value, mode(arguments.getInt(4)));
      // A command may have changed how much of the file is here.
      LoopThread.forgetAttributes();
      return 0;
    } catch (FsException e) {
      if (e.failure() == FsFailure.TRY_AGAIN) {
        // The kernel tells EAGAIN as EOPNOTSUPP here, which says that it will never work.
        return -Errnos.EBUSY;
      }
      throw e;
    }
  }

  int removexattr(Buffer arguments) throws FsException {
    long name = arguments.getAddress(1);
    refuseForeign(name);
    view.removexattr(paths.inode(arguments.getAddress(0)), Memory.text(name));
    return 0;
  }

  /** A size of 0 asks for the length. */
  private static int answer(byte[] value, long target, long size) throws FsException {
    if (size == 0) {
      return value.length;
    }
    if (value.length > size) {
      throw new FsException(FsFailure.BUFFER_TOO_SMALL, value.length + " bytes");
    }
    Memory.IO.putByteArray(target, value, 0, value.length);
    return value.length;
  }

  private static XattrMode mode(int flags) {
    return switch (flags) {
      case CREATE -> XattrMode.CREATE;
      case REPLACE -> XattrMode.REPLACE;
      default -> XattrMode.CREATE_OR_REPLACE;
    };
  }

  private static void refuseForeign(long name) throws FsException {
    if (isForeign(name)) {
      throw new FsException(FsFailure.NOT_SUPPORTED, Memory.string(name) + " is not in user.");
    }
  }

  /** Tells whether a name is outside of {@code user.}, where no file has any. */
  static boolean isForeign(long name) {
    for (int i = 0; i < NAMESPACE.length(); i++) {
      if (Memory.IO.getByte(name + i) != NAMESPACE.charAt(i)) {
        return true;
      }
    }
    return false;
  }
}
