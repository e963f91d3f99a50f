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
  InodeId inode;

  /** Whether another client made it, so that its number is to be learnt yet. */
  boolean isForeign;

  /** Whether it is a directory that only follows from its keys, or did. */
  boolean isImplicit;

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

  /** What another client made; the number is learnt when it shows. */
  static ModelNode foreign(Kind kind, int permissions) {
    ModelNode node = new ModelNode(kind, InodeId.ROOT, permissions, "");
    node.isForeign = true;
    return node;
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
