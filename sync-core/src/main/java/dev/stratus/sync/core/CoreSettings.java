package dev.stratus.sync.core;

import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.remote.RemovalGuard;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.space.OptimizePolicy;
import dev.stratus.sync.trash.Trash;
import java.util.OptionalLong;

/**
 * How a mount's core behaves.
 *
 * @param prefix of every key: empty, or ending in {@code /}
 * @param readOnly whether nothing may be changed, here or in the cloud
 * @param writeThrough whether fsync and close wait until the bytes are in the cloud
 * @param metered what may go over a metered network
 * @param uid owner of what the cloud gives none, as {@code gid}
 * @param fileMode permission bits of what the cloud gives none, as {@code directoryMode}
 * @param cache how much room local copies may take
 * @param optimize what goes by the disk's free space, and when
 * @param removals how many files a compare may remove unasked
 * @param trash what stays of files that other clients deleted
 * @param ignore which names are never uploaded
 * @param listStateXattrs whether listings of extended attributes show {@code user.cloud.*}
 * @param manualConflicts whether a user decides what becomes of a file that was changed here and in
 *     the cloud
 * @param host name of this machine, for conflicted copies
 */
public record CoreSettings(
    String prefix,
    boolean readOnly,
    boolean writeThrough,
    MeteredUse metered,
    int uid,
    int gid,
    int fileMode,
    int directoryMode,
    CacheBounds cache,
    OptimizePolicy optimize,
    RemovalGuard.Limit removals,
    Trash.Limits trash,
    IgnoreRules ignore,
    boolean listStateXattrs,
    boolean manualConflicts,
    String host) {

  /** With what is usual for other clients' removals. */
  public CoreSettings(
      String prefix,
      boolean readOnly,
      int uid,
      int gid,
      int fileMode,
      int directoryMode,
      OptionalLong cacheLimit,
      String host) {
    this(
        prefix,
        readOnly,
        false,
        MeteredUse.NONE,
        uid,
        gid,
        fileMode,
        directoryMode,
        new CacheBounds(cacheLimit, 0),
        OptimizePolicy.usual(),
        RemovalGuard.Limit.defaults(),
        Trash.Limits.defaults(),
        IgnoreRules.defaults(),
        false,
        false,
        host);
  }

  /** The same, but fsync and close wait until the bytes are in the cloud. */
  public CoreSettings withWriteThrough() {
    return new CoreSettings(
        prefix,
        readOnly,
        true,
        metered,
        uid,
        gid,
        fileMode,
        directoryMode,
        cache,
        optimize,
        removals,
        trash,
        ignore,
        listStateXattrs,
        manualConflicts,
        host);
  }

  /** The same, but users decide conflicts. */
  public CoreSettings withManualConflicts() {
    return new CoreSettings(
        prefix,
        readOnly,
        writeThrough,
        metered,
        uid,
        gid,
        fileMode,
        directoryMode,
        cache,
        optimize,
        removals,
        trash,
        ignore,
        listStateXattrs,
        true,
        host);
  }

  /** The same, but listings of extended attributes show Stratus' own. */
  public CoreSettings withListedStateXattrs() {
    return new CoreSettings(
        prefix,
        readOnly,
        writeThrough,
        metered,
        uid,
        gid,
        fileMode,
        directoryMode,
        cache,
        optimize,
        removals,
        trash,
        ignore,
        true,
        manualConflicts,
        host);
  }

  /** The same, but other names are never uploaded. */
  public CoreSettings withIgnore(IgnoreRules rules) {
    return new CoreSettings(
        prefix,
        readOnly,
        writeThrough,
        metered,
        uid,
        gid,
        fileMode,
        directoryMode,
        cache,
        optimize,
        removals,
        trash,
        rules,
        listStateXattrs,
        manualConflicts,
        host);
  }
}
