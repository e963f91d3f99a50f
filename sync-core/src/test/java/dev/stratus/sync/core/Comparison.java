package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a folder against its model. */
final class Comparison {

  private final Workplace at;

  Comparison(Workplace at) {
    this.at = at;
  }

  /** Holds a file, a directory and the open handles against the model. */
  void look() throws FsException {
    try {
      lookAtSome();
    } catch (FsException e) {
      if (!at.isOutage(e)) {
        throw e;
      }
    }
  }

  private void lookAtSome() throws FsException {
    Optional<ModelTree.Place> file = at.model().anyFile(at.random());
    if (file.isPresent()) {
      compare(Workplace.text(file.get()), file.get().require());
    }
    for (Workplace.Opened open : at.opened()) {
      Attributes found = at.view().getattr(at.view().inodeOf(open.handle()));
      assertThat(found.size())
          .as("size of an open file after " + at.doing())
          .isEqualTo(open.node().bytes.length);
    }
    compareNames(at.model().anyPlace(at.random()).directory());
  }

  /** Holds everything against the model; the cloud must answer. */
  void compareAll() throws FsException {
    compareBelow("", at.model().root);
  }

  private void compareBelow(String path, ModelNode directory) throws FsException {
    compareNames(directory);
    for (Map.Entry<String, ModelNode> child : directory.children.entrySet()) {
      String name = path + "/" + child.getKey();
      compare(name, child.getValue());
      if (child.getValue().isDirectory()) {
        compareBelow(name, child.getValue());
      }
    }
  }

  private void compareNames(ModelNode directory) throws FsException {
    List<String> found = new ArrayList<>();
    for (DirectoryEntry entry : at.view().readdir(directory.inode, 0, 1000)) {
      found.add(entry.name());
    }
    found.removeAll(List.of(".", ".."));
    assertThat(found)
        .as("names in " + directory.inode + " after " + at.doing())
        .containsExactlyInAnyOrderElementsOf(directory.children.keySet());
    for (Map.Entry<String, ModelNode> child : directory.children.entrySet()) {
      InodeId inode = at.view().lookup(directory.inode, new Name(child.getKey())).inode();
      if (child.getValue().isForeign) {
        child.getValue().inode = inode;
      }
      assertThat(inode).as("inode of " + child.getKey()).isEqualTo(child.getValue().inode);
    }
  }

  private void compare(String path, ModelNode node) throws FsException {
    String what = path + " (inode " + node.inode + ") after " + at.doing();
    Attributes found = at.view().getattr(node.inode);
    assertThat(found.mode() & FileMode.PERMISSIONS)
        .as("mode of " + what)
        .isEqualTo(node.permissions);
    if (node.kind == ModelNode.Kind.LINK) {
      assertThat(at.view().readlink(node.inode)).as("target of " + what).isEqualTo(node.target);
    } else if (node.isFile()) {
      assertThat(found.nlink()).as("links of " + what).isEqualTo(node.links);
      assertThat(found.size()).as("size of " + what).isEqualTo(node.bytes.length);
      compareXattrs(what, node);
      compareBytes(what, node);
    }
  }

  private void compareXattrs(String what, ModelNode node) throws FsException {
    assertThat(at.view().listxattr(node.inode))
        .as("attributes of " + what)
        .containsExactlyInAnyOrderElementsOf(node.xattrs.keySet());
    for (Map.Entry<String, byte[]> xattr : node.xattrs.entrySet()) {
      assertThat(at.view().getxattr(node.inode, xattr.getKey()))
          .as(what)
          .isEqualTo(xattr.getValue());
    }
  }

  private void compareBytes(String what, ModelNode node) throws FsException {
    Handle handle = at.view().open(node.inode, OpenMode.readOnly());
    try {
      ByteBuffer buffer = ByteBuffer.allocate(node.bytes.length + 1);
      int count = at.view().read(handle, buffer, 0);
      byte[] read = Arrays.copyOf(buffer.array(), count);
      int differs = Arrays.mismatch(read, node.bytes);
      assertThat(differs).as("first other byte of " + what).isEqualTo(-1);
    } catch (FsException e) {
      if (!at.isOutage(e)) {
        throw e;
      }
    } finally {
      at.view().release(handle);
    }
  }
}
