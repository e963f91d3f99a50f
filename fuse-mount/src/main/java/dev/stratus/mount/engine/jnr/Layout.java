package dev.stratus.mount.engine.jnr;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseBuf;
import ru.serce.jnrfuse.struct.FuseContext;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.FuseOperations;
import ru.serce.jnrfuse.struct.Statvfs;
import ru.serce.jnrfuse.struct.Timespec;

/**
 * Where the members of libfuse's structs are on this machine, as jnr-fuse declares them.
 *
 * <p>The declarations themselves make dozens of objects for each call; offsets make none.
 */
final class Layout {

  private static final Runtime RUNTIME = Runtime.getSystemRuntime();

  /** Any address will do: nothing is read through it. */
  private static final Pointer NOWHERE = Pointer.wrap(RUNTIME, 0x1000);

  static final FuseOperations OPERATIONS = new FuseOperations(RUNTIME);
  static final int OPERATIONS_SIZE = Struct.size(OPERATIONS);

  /**
   * The byte with the flags of the operations struct. jnr-fuse declares the bit field as padding;
   * it follows the last function before it.
   */
  static final long OPERATION_FLAGS = OPERATIONS.bmap.offset() + RUNTIME.addressSize();

  static final FileStat STAT = FileStat.of(NOWHERE);
  static final int STAT_SIZE = Struct.size(STAT);
  static final boolean WIDE_LINK_COUNT = STAT.st_mode.offset() - STAT.st_nlink.offset() == 8;

  static final long TIMESPEC_SECONDS = Timespec.of(NOWHERE).tv_sec.offset();
  static final long TIMESPEC_NANOS = Timespec.of(NOWHERE).tv_nsec.offset();
  static final int TIMESPEC_SIZE = Struct.size(Timespec.of(NOWHERE));

  static final Statvfs STATVFS = Statvfs.of(NOWHERE);

  private static final FuseFileInfo FILE_INFO = FuseFileInfo.of(NOWHERE);
  static final long INFO_FLAGS = FILE_INFO.flags.offset();
  static final long INFO_HANDLE = FILE_INFO.fh.offset();

  private static final FuseContext CONTEXT = FuseContext.of(NOWHERE);
  static final long CONTEXT_UID = CONTEXT.uid.offset();
  static final long CONTEXT_GID = CONTEXT.gid.offset();

  private static final FuseBuf BUFFER = FuseBuf.of(NOWHERE);
  static final int BUFFER_STRUCT_SIZE = Struct.size(BUFFER);
  static final long BUFFER_SIZE = BUFFER.size.offset();
  static final long BUFFER_MEMORY = BUFFER.mem.offset();

  /** The kernel's {@code struct fuse_in_header}. */
  static final long REQUEST_OPERATION = 4;

  static final long REQUEST_UNIQUE = 8;
  static final long REQUEST_NODE = 16;
  static final long REQUEST_GROUP = 28;
  static final long REQUEST_THREAD = 32;
  static final long REQUEST_HEADER_SIZE = 40;

  private Layout() {}
}
