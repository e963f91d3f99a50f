package dev.stratus.mount.engine.jnr;

import static dev.stratus.mount.engine.jnr.Memory.IO;

import dev.stratus.mount.engine.Errnos;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.TimeChange;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of open files that have no path any more, in the kernel's own structs; the offsets are
 * those of linux/fuse.h.
 */
final class NodeAttributes {

  /** {@code struct fuse_attr_out}: for how long they may be trusted (not at all), and they. */
  private static final int ANSWER = 104;

  private static final long ATTRIBUTES = 16;

  private static final int MODE = 1;
  private static final int UID = 1 << 1;
  private static final int GID = 1 << 2;
  private static final int SIZE = 1 << 3;
  private static final int ATIME = 1 << 4;
  private static final int MTIME = 1 << 5;
  private static final int ATIME_NOW = 1 << 7;
  private static final int MTIME_NOW = 1 << 8;

  private final FileSystemView view;
  private final OpenNodes open;
  private final SetIdBits setIdBits;
  private final @Nullable Integer uid;
  private final @Nullable Integer gid;
  private final @Nullable Integer umask;

  NodeAttributes(FileSystemView view, OpenNodes open, MountOptions options) {
    this.view = view;
    this.open = open;
    this.setIdBits = new SetIdBits(view);
    this.uid = options.uid();
    this.gid = options.gid();
    this.umask = options.umask();
  }

  /** Answers with the attributes of a file; tells how long the answer is, or a negative errno. */
  int get(long node, AnswerBuffer answer) {
    InodeId inode = open.find(node);
    if (inode == null) {
      return -Errnos.ENOENT;
    }
    try {
      return put(answer, view.getattr(inode));
    } catch (Throwable e) {
      return Refusal.of("fstat", e);
    }
  }

  /** Changes the attributes of a file, and answers with what it has then. */
  int set(long node, RequestBuffer request, AnswerBuffer answer) {
    InodeId inode = open.find(node);
    if (inode == null) {
      return -Errnos.ENOENT;
    }
    try {
      Attributes changed = view.setattr(inode, change(request));
      return put(answer, setIdBits.takeIfAsked(changed));
    } catch (Throwable e) {
      return Refusal.of("setattr", e);
    }
  }

  /** Reads {@code struct fuse_setattr_in}. */
  private static AttributeChange change(RequestBuffer request) {
    int valid = request.argument(0);
    long arguments = request.arguments();
    return new AttributeChange(
        has(valid, MODE) ? request.argument(68) & FileMode.PERMISSIONS : null,
        has(valid, UID) ? request.argument(76) : null,
        has(valid, GID) ? request.argument(80) : null,
        has(valid, SIZE) ? IO.getLong(arguments + 16) : null,
        time(has(valid, ATIME), has(valid, ATIME_NOW), arguments + 32, arguments + 56),
        time(has(valid, MTIME), has(valid, MTIME_NOW), arguments + 40, arguments + 60));
  }

  private static boolean has(int valid, int bit) {
    return (valid & bit) != 0;
  }

  private static TimeChange time(boolean given, boolean now, long seconds, long nanos) {
    if (!given) {
      return TimeChange.omit();
    }
    return now
        ? TimeChange.now()
        : TimeChange.at(FuseStructs.saturated(IO.getLong(seconds), IO.getInt(nanos)));
  }

  private int put(AnswerBuffer answer, Attributes attributes) {
    IO.setMemory(answer.body(), ANSWER, (byte) 0);
    long to = answer.body() + ATTRIBUTES;
    IO.putLong(to, attributes.inode().value());
    IO.putLong(to + 8, attributes.size());
    IO.putLong(to + 16, attributes.blocks());
    putTime(to + 24, to + 48, attributes.atimeNanos());
    putTime(to + 32, to + 52, attributes.mtimeNanos());
    putTime(to + 40, to + 56, attributes.ctimeNanos());
    IO.putInt(to + 60, shown(attributes.mode()));
    IO.putInt(to + 64, attributes.nlink());
    IO.putInt(to + 68, uid == null ? attributes.uid() : uid);
    IO.putInt(to + 72, gid == null ? attributes.gid() : gid);
    IO.putInt(to + 80, FuseStructs.BEST_BLOCK_SIZE);
    return ANSWER;
  }

  private int shown(int mode) {
    return umask == null ? mode : (mode & ~FileMode.PERMISSIONS) | (0777 & ~umask);
  }

  private static void putTime(long seconds, long nanos, long time) {
    IO.putLong(seconds, Math.floorDiv(time, FuseStructs.NANOS_PER_SECOND));
    IO.putInt(nanos, (int) Math.floorMod(time, FuseStructs.NANOS_PER_SECOND));
  }
}
