package dev.stratus.sync.index;

import dev.stratus.sync.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * A file, directory or link as the index knows it. Immutable; {@link #edit()} makes the next
 * version.
 *
 * <p>Times are nanoseconds since 1970. While {@link #isWriting()} holds, size and mtime of the
 * content file are ahead of these.
 */
public final class Inode {

  static final int WRITING = 1;
  static final int LISTED = 1 << 1;
  static final int EXPLICIT = 1 << 2;
  static final int ATTRIBUTES_UNKNOWN = 1 << 3;
  static final int TARGET_UNKNOWN = 1 << 4;
  static final int PINNED = 1 << 5;
  static final int PAUSED = 1 << 6;

  private final Edit state;

  Inode(Edit state) {
    this.state = state;
  }

  /** A new inode with no names yet. */
  public static Edit create(long id, int mode, String cloudId) {
    Edit edit = new Edit(id, cloudId);
    edit.mode = mode;
    return edit;
  }

  public Edit edit() {
    return new Edit(state);
  }

  public long id() {
    return state.id;
  }

  public int mode() {
    return state.mode;
  }

  public int nlink() {
    return state.nlink;
  }

  public int uid() {
    return state.uid;
  }

  public int gid() {
    return state.gid;
  }

  public long rdev() {
    return state.rdev;
  }

  public long size() {
    return state.size;
  }

  public long atime() {
    return state.atime;
  }

  public long mtime() {
    return state.mtime;
  }

  public long ctime() {
    return state.ctime;
  }

  /** When it was last opened. */
  public long visit() {
    return state.visit;
  }

  /** The UUID that it carries for life. */
  public String cloudId() {
    return state.cloudId;
  }

  /** The UUID of its bytes as they are now. */
  public String contentId() {
    return state.contentId;
  }

  /** The UUID that all names of a hard-linked file share in the cloud, or null. */
  public @Nullable String linkGroup() {
    return state.linkGroup;
  }

  /** Raised by each change of bytes. */
  public long contentGeneration() {
    return state.contentGeneration;
  }

  /** Raised by each change of attributes. */
  public long metaGeneration() {
    return state.metaGeneration;
  }

  /** The content generation whose bytes are known to survive the death of the machine. */
  public long syncedGeneration() {
    return state.syncedGeneration;
  }

  /** The content generation of the object that holds the blocks which are not here. */
  public long baseGeneration() {
    return state.baseGeneration;
  }

  /** Bytes of the base at and after this offset are void; blocks from here on are always here. */
  public long baseLimit() {
    return state.baseLimit;
  }

  /** How many bytes are here. */
  public long cached() {
    return state.cached;
  }

  /** How often it was opened since its bytes came. */
  public Visited visited() {
    return state.visited;
  }

  /** Whether every byte is here. */
  public boolean isComplete() {
    return state.cached >= state.size;
  }

  /** Whether writing has begun: the content file knows size and mtime better. */
  public boolean isWriting() {
    return state.has(WRITING);
  }

  /** Of a directory: whether all names that the cloud has in it are in the index. */
  public boolean isListed() {
    return state.has(LISTED);
  }

  /** Of a directory: whether it exists for itself and has a marker object. */
  public boolean isExplicit() {
    return state.has(EXPLICIT);
  }

  /** Whether the object's metadata was not seen yet. */
  public boolean attributesUnknown() {
    return state.has(ATTRIBUTES_UNKNOWN);
  }

  /** Of a link: whether its target is only in the cloud yet. */
  public boolean targetUnknown() {
    return state.has(TARGET_UNKNOWN);
  }

  /** Whether it is pinned for itself; what a directory above it pins is not told here. */
  public boolean isPinned() {
    return state.has(PINNED);
  }

  /** Whether somebody paused its upload. */
  public boolean isPaused() {
    return state.has(PAUSED);
  }

  public boolean isDirectory() {
    return FileMode.isDirectory(state.mode);
  }

  public boolean isRegular() {
    return FileMode.isRegular(state.mode);
  }

  public boolean isSymlink() {
    return FileMode.isSymlink(state.mode);
  }

  int flags() {
    return state.flags;
  }

  @Override
  public String toString() {
    return "inode " + state.id;
  }

  /** The next version of an inode while it is being made. Not thread safe. */
  public static final class Edit {

    private final long id;
    private String cloudId;
    private int mode;
    private int nlink = 1;
    private int uid;
    private int gid;
    private long rdev;
    private long size;
    private long atime;
    private long mtime;
    private long ctime;
    private long visit;
    private String contentId = "";
    private @Nullable String linkGroup;
    private long contentGeneration = 1;
    private long metaGeneration = 1;
    private long syncedGeneration;
    private long baseGeneration;
    private long baseLimit;
    private long cached;
    private Visited visited = Visited.NEVER;
    private int flags;

    Edit(long id, String cloudId) {
      this.id = id;
      this.cloudId = cloudId;
    }

    Edit(Edit from) {
      id = from.id;
      cloudId = from.cloudId;
      mode = from.mode;
      nlink = from.nlink;
      uid = from.uid;
      gid = from.gid;
      rdev = from.rdev;
      size = from.size;
      atime = from.atime;
      mtime = from.mtime;
      ctime = from.ctime;
      visit = from.visit;
      contentId = from.contentId;
      linkGroup = from.linkGroup;
      contentGeneration = from.contentGeneration;
      metaGeneration = from.metaGeneration;
      syncedGeneration = from.syncedGeneration;
      baseGeneration = from.baseGeneration;
      baseLimit = from.baseLimit;
      cached = from.cached;
      visited = from.visited;
      flags = from.flags;
    }

    /** The finished version; this edit must not be used any more. */
    public Inode done() {
      return new Inode(this);
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    private Edit flag(int flag, boolean on) {
      flags = on ? flags | flag : flags & ~flag;
      return this;
    }

    Edit flags(int value) {
      flags = value;
      return this;
    }

    /** Another identity: for bytes that go on as a file of their own. */
    public Edit cloudId(String uuid) {
      cloudId = uuid;
      return this;
    }

    public Edit mode(int value) {
      mode = value;
      return this;
    }

    public Edit nlink(int value) {
      nlink = value;
      return this;
    }

    public Edit owner(int newUid, int newGid) {
      uid = newUid;
      gid = newGid;
      return this;
    }

    public Edit rdev(long value) {
      rdev = value;
      return this;
    }

    public Edit size(long value) {
      size = value;
      return this;
    }

    public Edit atime(long nanos) {
      atime = nanos;
      return this;
    }

    public Edit mtime(long nanos) {
      mtime = nanos;
      return this;
    }

    public Edit ctime(long nanos) {
      ctime = nanos;
      return this;
    }

    public Edit visit(long nanos) {
      visit = nanos;
      return this;
    }

    public Edit linkGroup(@Nullable String uuid) {
      linkGroup = uuid;
      return this;
    }

    /** Other bytes, under a UUID of their own. */
    public Edit contentGeneration(long value, String uuid) {
      contentGeneration = value;
      contentId = uuid;
      return this;
    }

    public Edit metaGeneration(long value) {
      metaGeneration = value;
      return this;
    }

    /** Other attributes. */
    public Edit nextMetaGeneration() {
      metaGeneration++;
      return this;
    }

    public Edit syncedGeneration(long value) {
      syncedGeneration = value;
      return this;
    }

    /** Where the blocks that are not here come from, and up to which byte. */
    public Edit base(long generation, long limit) {
      baseGeneration = generation;
      baseLimit = limit;
      return this;
    }

    public Edit baseLimit(long bytes) {
      baseLimit = bytes;
      return this;
    }

    public Edit cached(long bytes) {
      cached = bytes;
      return this;
    }

    public Edit visited(Visited value) {
      visited = value;
      return this;
    }

    public Edit writing(boolean on) {
      return flag(WRITING, on);
    }

    public Edit listed(boolean on) {
      return flag(LISTED, on);
    }

    public Edit explicit(boolean on) {
      return flag(EXPLICIT, on);
    }

    public Edit attributesUnknown(boolean on) {
      return flag(ATTRIBUTES_UNKNOWN, on);
    }

    public Edit targetUnknown(boolean on) {
      return flag(TARGET_UNKNOWN, on);
    }

    public Edit pinned(boolean on) {
      return flag(PINNED, on);
    }

    public Edit paused(boolean on) {
      return flag(PAUSED, on);
    }
  }
}
