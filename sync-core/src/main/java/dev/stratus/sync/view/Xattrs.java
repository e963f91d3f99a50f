package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.AttributeSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Extended attributes: others' {@code user.*} are stored and synced, ours are computed. */
final class Xattrs {

  private static final String USER = "user.";
  private static final int MAX_NAME_BYTES = 255;

  private final Index index;
  private final Looks looks;
  private final AttributeSetter setter;
  private final CloudAttributes cloud;

  Xattrs(Index index, Looks looks, AttributeSetter setter, CloudAttributes cloud) {
    this.index = index;
    this.looks = looks;
    this.setter = setter;
    this.cloud = cloud;
  }

  byte[] get(InodeId id, String name) throws FsException {
    Inode inode = looks.inode(id);
    if (name.startsWith(CloudAttributes.PREFIX)) {
      return cloud
          .get(inode, name)
          .orElseThrow(() -> absent(name))
          .getBytes(StandardCharsets.UTF_8);
    }
    return index
        .read(tables -> tables.attributes().xattr(inode.id(), name))
        .orElseThrow(() -> absent(name));
  }

  List<String> list(InodeId id) throws FsException {
    Inode inode = looks.inode(id);
    List<String> names = new ArrayList<>(cloud.listed(inode));
    for (String name : index.read(tables -> tables.attributes().xattrNames(inode.id()))) {
      if (!name.startsWith(CloudAttributes.PREFIX)) {
        names.add(name);
      }
    }
    return names;
  }

  void set(InodeId id, String name, byte[] value, XattrMode mode) throws FsException {
    Inode inode = looks.inode(id);
    requireName(name);
    if (name.startsWith(CloudAttributes.PREFIX)) {
      cloud.set(inode, name, new String(value, StandardCharsets.UTF_8));
      return;
    }
    cloud.requireRoom(inode, name, value);
    setter.setXattrs(
        id.value(),
        (change, row) -> {
          boolean exists = change.tables().attributes().xattr(row.id(), name).isPresent();
          if (exists && mode == XattrMode.CREATE) {
            throw new FsException(FsFailure.EXISTS, "there is an attribute " + name);
          }
          if (!exists && mode == XattrMode.REPLACE) {
            throw absent(name);
          }
          change.putXattr(row.id(), name, value);
        });
  }

  void remove(InodeId id, String name) throws FsException {
    requireName(name);
    if (name.startsWith(CloudAttributes.PREFIX)) {
      throw new FsException(FsFailure.NOT_PERMITTED, name + " cannot be removed");
    }
    looks.inode(id);
    setter.setXattrs(
        id.value(),
        (change, row) -> {
          if (!change.deleteXattr(row.id(), name)) {
            throw absent(name);
          }
        });
  }

  private static void requireName(String name) throws FsException {
    if (!name.startsWith(USER) || name.length() == USER.length()) {
      throw new FsException(FsFailure.NOT_SUPPORTED, "only user.* attributes are kept: " + name);
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new FsException(FsFailure.BUFFER_TOO_SMALL, "attribute name of over 255 bytes");
    }
  }

  private static FsException absent(String name) {
    return new FsException(FsFailure.NO_DATA, "no attribute " + name);
  }
}
