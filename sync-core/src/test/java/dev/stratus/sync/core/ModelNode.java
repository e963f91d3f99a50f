package dev.stratus.sync.core;

import dev.stratus.sync.InodeId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A file, directory or link as a {@link ModelTree} has it. */
final class ModelNode {

  enum Kind {
    FILE,
    DIRECTORY,
    LINK
  }

  final Kind kind;

  /** Its number in the real tree. */
  final InodeId inode;

  final Map<String, ModelNode> children = new TreeMap<>();
  final Map<String, byte[]> xattrs = new TreeMap<>();
  final String target;
  byte[] bytes = new byte[0];
  int permissions;
  int links = 1;
  int handles;

  ModelNode(Kind kind, InodeId inode, int permissions, String target) {
    this.kind = kind;
    this.inode = inode;
    this.permissions = permissions;
    this.target = target;
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** Writes; what lies between the end and the offset are zeros. */
  void write(byte[] source, int offset) {
    if (bytes.length < offset + source.length) {
      bytes = Arrays.copyOf(bytes, offset + source.length);
    }
    System.arraycopy(source, 0, bytes, offset, source.length);
  }

  /** Whether another node is this one or below it. */
  boolean holds(ModelNode other) {
    return this == other || children.values().stream().anyMatch(child -> child.holds(other));
  }
}
