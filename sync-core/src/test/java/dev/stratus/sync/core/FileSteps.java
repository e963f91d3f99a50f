package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.view.Allocation;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What programs do to files: to their bytes, their attributes, their local copies. */
final class FileSteps {

  private static final int BLOCK = 1 << 16;
  private static final List<Integer> EDGES =
      List.of(0, 1, 100, 4096, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 7, 3 * BLOCK);
  private static final int MAX_HANDLES = 6;

  private final Workplace at;

  FileSteps(Workplace at) {
    this.at = at;
  }

  void open() throws FsException {
    Optional<ModelTree.Place> place = at.model().anyFile(at.random());
    if (place.isPresent() && at.opened().size() < MAX_HANDLES) {
      ModelNode node = place.get().require();
      Handle[] handle = new Handle[1];
      at.attempt(
          "open " + Workplace.text(place.get()),
          Optional.empty(),
          () -> handle[0] = at.view().open(node.inode, OpenMode.readWrite()),
          () -> {
            node.handles++;
            at.opened().add(new Workplace.Opened(handle[0], node));
          });
    }
  }

  void write() throws FsException {
    if (at.opened().isEmpty()) {
      return;
    }
    Workplace.Opened open = at.opened().get(at.random().nextInt(at.opened().size()));
    int offset = at.random().nextInt(3) == 0 ? edge() : Math.min(edge(), open.node().bytes.length);
    byte[] bytes = at.bytes(1 + edge());
    at.attempt(
        "write " + open.node().inode + " " + offset + "+" + bytes.length,
        Optional.empty(),
        () -> at.view().write(open.handle(), ByteBuffer.wrap(bytes), offset),
        () -> open.node().write(bytes, offset));
  }

  void truncate() throws FsException {
    Optional<ModelTree.Place> place = at.model().anyFile(at.random());
    int size = edge();
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      at.attempt(
          "truncate " + Workplace.text(place.get()) + " to " + size,
          Optional.empty(),
          () -> at.view().setattr(node.inode, AttributeChange.size(size)),
          () -> node.bytes = Arrays.copyOf(node.bytes, size));
    }
  }

  void punch() throws FsException {
    if (at.opened().isEmpty()) {
      return;
    }
    Workplace.Opened open = at.opened().get(at.random().nextInt(at.opened().size()));
    int from = edge();
    int length = 1 + edge();
    at.attempt(
        "punch " + open.node().inode + " " + from + "+" + length,
        Optional.empty(),
        () -> at.view().fallocate(open.handle(), Allocation.PUNCH_HOLE, from, length),
        () -> {
          int end = Math.min(open.node().bytes.length, from + length);
          if (from < end) {
            Arrays.fill(open.node().bytes, from, end, (byte) 0);
          }
        });
  }

  void release() throws FsException {
    if (at.opened().isEmpty()) {
      return;
    }
    Workplace.Opened open = at.opened().remove(at.random().nextInt(at.opened().size()));
    at.doing("release " + open.node().inode);
    at.view().flush(open.handle());
    at.view().release(open.handle());
    open.node().handles--;
  }

  /** Closes what is open. */
  void releaseAll() throws FsException {
    while (!at.opened().isEmpty()) {
      release();
    }
  }

  void xattr() throws FsException {
    Optional<ModelTree.Place> place = at.model().anyFile(at.random());
    String name = "user.note" + at.random().nextInt(3);
    byte[] value = at.bytes(at.random().nextInt(40));
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      if (at.random().nextInt(3) > 0) {
        at.attempt(
            "setxattr " + Workplace.text(place.get()) + " " + name,
            Optional.empty(),
            () -> at.view().setxattr(node.inode, name, value, XattrMode.CREATE_OR_REPLACE),
            () -> node.xattrs.put(name, value));
      } else {
        at.attempt(
            "removexattr " + Workplace.text(place.get()) + " " + name,
            node.xattrs.containsKey(name) ? Optional.empty() : Optional.of(FsFailure.NO_DATA),
            () -> at.view().removexattr(node.inode, name),
            () -> node.xattrs.remove(name));
      }
    }
  }

  void chmod() throws FsException {
    Optional<ModelTree.Place> place = at.model().anyFile(at.random());
    int permissions = 0600 | at.random().nextInt(0200);
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      at.attempt(
          "chmod " + Workplace.text(place.get()),
          Optional.empty(),
          () -> at.view().setattr(node.inode, AttributeChange.mode(permissions)),
          () -> node.permissions = permissions);
    }
  }

  void fsync() throws FsException {
    if (!at.opened().isEmpty()) {
      Workplace.Opened open = at.opened().get(at.random().nextInt(at.opened().size()));
      at.doing("fsync " + open.node().inode);
      at.view().fsync(open.handle(), false);
    }
  }

  /** Drops a local copy, which is refused as long as something is only here. */
  void evict() throws FsException {
    Optional<ModelTree.Place> place = at.model().anyFile(at.random());
    if (place.isPresent()) {
      at.doing("evict " + Workplace.text(place.get()));
      byte[] cloud = "2".getBytes(StandardCharsets.UTF_8);
      try {
        at.view()
            .setxattr(
                place.get().require().inode,
                "user.cloud.location",
                cloud,
                XattrMode.CREATE_OR_REPLACE);
      } catch (FsException e) {
        assertThat(e.failure()).as(at.doing()).isEqualTo(FsFailure.TRY_AGAIN);
      }
    }
  }

  private int edge() {
    return EDGES.get(at.random().nextInt(EDGES.size()));
  }
}
