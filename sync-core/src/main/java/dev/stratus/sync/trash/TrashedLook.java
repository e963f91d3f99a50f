package dev.stratus.sync.trash;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.Map;

/**
 * What a file had beside its bytes.
 *
 * @param mtimeNanos since 1970
 */
public record TrashedLook(
    int permissions, int uid, int gid, long mtimeNanos, Map<String, byte[]> xattrs) {

  /** What a file has now. */
  public static TrashedLook of(Index index, Inode file) throws FsException {
    return new TrashedLook(
        file.mode() & FileMode.PERMISSIONS,
        file.uid(),
        file.gid(),
        file.mtime(),
        index.read(tables -> tables.attributes().xattrs(file.id())));
  }
}
