package dev.stratus.sync.core;

import java.util.OptionalLong;

/**
 * How a mount's core behaves.
 *
 * @param prefix of every key: empty, or ending in {@code /}
 * @param readOnly whether nothing may be changed, here or in the cloud
 * @param uid owner of what the cloud gives none, as {@code gid}
 * @param fileMode permission bits of what the cloud gives none, as {@code directoryMode}
 * @param cacheLimit bytes that local copies may take together; empty for no limit
 * @param host name of this machine, for conflicted copies
 */
public record CoreSettings(
    String prefix,
    boolean readOnly,
    int uid,
    int gid,
    int fileMode,
    int directoryMode,
    OptionalLong cacheLimit,
    String host) {}
