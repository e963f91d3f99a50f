package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;

/**
 * Takes set-user-id and set-group-id away from files that are changed, as POSIX wants it. Since
 * {@link Handshake} that is ours to do, so the kernel does not ask before each write whether there
 * is anything to take away. Who has the right to leave the bits, the kernel knows.
 */
final class SetIdBits {

  /** In {@code write_flags}. */
  private static final int WRITE_TAKES = 1 << 2;

  /** In {@code open_flags}, for an open that truncates. */
  private static final int OPEN_TAKES = 1;

  /** In {@code valid} of a change of attributes, for a truncation. */
  private static final int CHANGE_TAKES = 1 << 11;

  /** There too: user and group. */
  private static final int OWNER = 1 << 1 | 1 << 2;

  /** There too: how the file is called, and who locks it. */
  private static final int NO_CHANGE = 1 << 6 | 1 << 9;

  private static final long WRITE_FLAGS = 20;
  private static final long OPEN_FLAGS = 4;
  private static final long VALID = 0;

  private final FileSystemView view;

  SetIdBits(FileSystemView view) {
    this.view = view;
  }

  /** Tells whether a request takes the bits away from its file. */
  static boolean areTakenBy(RequestBuffer request) {
    return switch (request.operation()) {
      case Opcode.WRITE -> (request.argument(WRITE_FLAGS) & WRITE_TAKES) != 0;
      case Opcode.OPEN -> (request.argument(OPEN_FLAGS) & OPEN_TAKES) != 0;
      case Opcode.SETATTR -> areTakenByChange(request.argument(VALID));
      default -> false;
    };
  }

  /** A change of nothing comes from a chown to nobody else, or because of these bits. */
  private static boolean areTakenByChange(int valid) {
    return (valid & (CHANGE_TAKES | OWNER)) != 0 || (valid & ~NO_CHANGE) == 0;
  }

  /** Takes the bits away where there are any; answers with what the file has then. */
  Attributes take(Attributes before) throws FsException {
    int mode = before.mode();
    boolean inGroup =
        FileMode.isSetGidOfGroup(mode) && LoopThread.asker().keepsSetGid(before.gid());
    int left = FileMode.withoutSetIds(mode, inGroup);
    if (left == mode) {
      return before;
    }
    Attributes after =
        view.setattr(before.inode(), AttributeChange.mode(left & FileMode.PERMISSIONS));
    // After an open that truncates, the kernel would ask for size and times only.
    LoopThread.forgetAttributes();
    return after;
  }

  /** The same, where the current request takes them away; else nothing changes. */
  Attributes takeIfAsked(Attributes before) throws FsException {
    return LoopThread.takesSetIdBits() ? take(before) : before;
  }
}
