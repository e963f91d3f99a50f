package dev.stratus.mount.engine;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a folder is mounted.
 *
 * @param fsName what {@code df} shows as the source
 * @param allowOther other users than the mounting one may enter
 * @param uid owner that all files show, null for their own; as {@code gid}
 * @param umask takes these permission bits from 0777, which all files then show; null for their own
 * @param setuidAndDevices set-user-id bits and device files work; otherwise nosuid,nodev
 * @param extra options of libfuse, word by word
 */
public record MountOptions(
    Path mountPoint,
    String fsName,
    boolean readOnly,
    boolean allowOther,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Integer umask,
    boolean setuidAndDevices,
    List<String> extra) {

  /** The file system's type in the mount table is {@code fuse.} and this. */
  public static final String SUBTYPE = "stratus";

  public MountOptions {
    extra = List.copyOf(extra);
  }

  /** A writable mount for the calling user alone. */
  public static MountOptions of(Path mountPoint, String fsName) {
    return new MountOptions(mountPoint, fsName, false, false, null, null, null, false, List.of());
  }

  public MountOptions withMountPoint(Path path) {
    return new MountOptions(
        path, fsName, readOnly, allowOther, uid, gid, umask, setuidAndDevices, extra);
  }

  public MountOptions withReadOnly(boolean value) {
    return new MountOptions(
        mountPoint, fsName, value, allowOther, uid, gid, umask, setuidAndDevices, extra);
  }

  public MountOptions withAllowOther(boolean value) {
    return new MountOptions(
        mountPoint, fsName, readOnly, value, uid, gid, umask, setuidAndDevices, extra);
  }

  /** The owner and the mask that all files show; null for their own. */
  public MountOptions withOwner(
      @Nullable Integer user, @Nullable Integer group, @Nullable Integer mask) {
    return new MountOptions(
        mountPoint, fsName, readOnly, allowOther, user, group, mask, setuidAndDevices, extra);
  }

  public MountOptions withExtra(List<String> options) {
    return new MountOptions(
        mountPoint, fsName, readOnly, allowOther, uid, gid, umask, setuidAndDevices, options);
  }
}
