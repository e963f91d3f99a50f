package dev.stratus.mount.engine.jnr;

import static dev.stratus.mount.engine.jnr.Layout.OPERATIONS;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Closure;
import com.kenai.jffi.ClosureManager;
import com.kenai.jffi.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * libfuse's {@code struct fuse_operations}, filled with our operations, but for those of {@link
 * DataCalls}.
 */
final class OperationTable implements AutoCloseable {

  private static final Type POINTER = Type.POINTER;
  private static final Type INT = Type.SINT32;
  private static final Type LONG = Type.SINT64;

  /**
   * Operations on open files are called without a path, so that libfuse takes no path locks for
   * them: a rename would wait for a slow read, and every look-up for the rename.
   */
  private static final byte NULL_PATH_OK = 1;

  private static final byte NO_PATH = 2;

  /** Without it libfuse drops a change of only one of the two times, and answers success. */
  private static final byte UTIME_OMIT_OK = 4;

  private final long address = Memory.allocate(Layout.OPERATIONS_SIZE);

  /** Closures live as long as somebody holds them. */
  private final List<Closure.Handle> closures = new ArrayList<>();

  OperationTable(Kernel kernel) {
    putAttributeCalls(new AttributeCalls(kernel));
    putNameCalls(new NameCalls(kernel));
    putFileCalls(new FileCalls(kernel));
    putDirectoryCalls(new DirectoryCalls(kernel));
    putXattrCalls(new XattrCalls(kernel));
    Memory.IO.putByte(
        address + Layout.OPERATION_FLAGS, (byte) (NULL_PATH_OK | NO_PATH | UTIME_OMIT_OK));
  }

  private void putAttributeCalls(AttributeCalls calls) {
    put("getattr", OPERATIONS.getattr.offset(), calls::getattr, POINTER, POINTER);
    put("fgetattr", OPERATIONS.fgetattr.offset(), calls::fgetattr, POINTER, POINTER, POINTER);
    put("chmod", OPERATIONS.chmod.offset(), calls::chmod, POINTER, INT);
    put("chown", OPERATIONS.chown.offset(), calls::chown, POINTER, INT, INT);
    put("truncate", OPERATIONS.truncate.offset(), calls::truncate, POINTER, LONG);
    put("ftruncate", OPERATIONS.ftruncate.offset(), calls::ftruncate, POINTER, LONG, POINTER);
    put("utimens", OPERATIONS.utimens.offset(), calls::utimens, POINTER, POINTER);
    put("access", OPERATIONS.access.offset(), calls::access, POINTER, INT);
    put("statfs", OPERATIONS.statfs.offset(), calls::statfs, POINTER, POINTER);
  }

  private void putNameCalls(NameCalls calls) {
    put("mkdir", OPERATIONS.mkdir.offset(), calls::mkdir, POINTER, INT);
    put("mknod", OPERATIONS.mknod.offset(), calls::mknod, POINTER, INT, LONG);
    put("symlink", OPERATIONS.symlink.offset(), calls::symlink, POINTER, POINTER);
    put("readlink", OPERATIONS.readlink.offset(), calls::readlink, POINTER, POINTER, LONG);
    put("link", OPERATIONS.link.offset(), calls::link, POINTER, POINTER);
    put("unlink", OPERATIONS.unlink.offset(), calls::unlink, POINTER);
    put("rmdir", OPERATIONS.rmdir.offset(), calls::rmdir, POINTER);
    put("rename", OPERATIONS.rename.offset(), calls::rename, POINTER, POINTER);
  }

  private void putFileCalls(FileCalls calls) {
    Type[] allocation = {POINTER, INT, LONG, LONG, POINTER};
    put("create", OPERATIONS.create.offset(), calls::create, POINTER, INT, POINTER);
    put("open", OPERATIONS.open.offset(), calls::open, POINTER, POINTER);
    put("release", OPERATIONS.release.offset(), calls::release, POINTER, POINTER);
    put("fallocate", OPERATIONS.fallocate.offset(), calls::fallocate, allocation);
  }

  private void putDirectoryCalls(DirectoryCalls calls) {
    Type[] listing = {POINTER, POINTER, POINTER, LONG, POINTER};
    put("opendir", OPERATIONS.opendir.offset(), calls::opendir, POINTER, POINTER);
    put("readdir", OPERATIONS.readdir.offset(), calls::readdir, listing);
    put("fsyncdir", OPERATIONS.fsyncdir.offset(), calls::fsyncdir, POINTER, INT, POINTER);
  }

  private void putXattrCalls(XattrCalls calls) {
    Type[] value = {POINTER, POINTER, POINTER, LONG};
    Type[] flaggedValue = {POINTER, POINTER, POINTER, LONG, INT};
    put("getxattr", OPERATIONS.getxattr.offset(), calls::getxattr, value);
    put("setxattr", OPERATIONS.setxattr.offset(), calls::setxattr, flaggedValue);
    put("listxattr", OPERATIONS.listxattr.offset(), calls::listxattr, POINTER, POINTER, LONG);
    put("removexattr", OPERATIONS.removexattr.offset(), calls::removexattr, POINTER, POINTER);
  }

  private void put(String name, long offset, Callback.Operation operation, Type... parameters) {
    Closure.Handle closure =
        ClosureManager.getInstance()
            .newClosure(new Callback(name, operation), new CallContext(Type.SINT32, parameters));
    closures.add(closure);
    Memory.IO.putAddress(address + offset, closure.getAddress());
  }

  long address() {
    return address;
  }

  /** Only after libfuse has let go of the table. */
  @Override
  public void close() {
    closures.forEach(Closure.Handle::dispose);
    Memory.free(address);
  }
}
