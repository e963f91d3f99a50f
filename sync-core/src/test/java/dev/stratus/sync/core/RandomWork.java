package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Allocation;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what programs do, drawn from a seed, to a real folder and to its model, and holds the one
 * against the other after each step.
 */
final class RandomWork {

  private static final Logger log = LoggerFactory.getLogger(RandomWork.class);

  /** What only a cloud that does not answer may cause; the step then has changed nothing. */
  private static final Set<FsFailure> OUTAGE =
      EnumSet.of(FsFailure.NETWORK_UNREACHABLE, FsFailure.IO_ERROR);

  private static final Caller CALLER = new Caller(7, 8);
  private static final int BLOCK = 1 << 16;
  private static final List<Integer> EDGES =
      List.of(0, 1, 100, 4096, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 7, 3 * BLOCK);
  private static final List<RenameMode> RENAMES = List.of(RenameMode.values());
  private static final int MAX_HANDLES = 6;

  private record Opened(Handle handle, ModelNode node) {}

  private final Random random;
  private final ModelTree model = new ModelTree();
  private final List<Opened> opened = new ArrayList<>();
  private FileSystemView view;
  private boolean outages;
  private String doing = "nothing yet";

  RandomWork(FileSystemView view, long seed) {
    this.view = view;
    this.random = new Random(seed);
  }

  /** From now on steps may fail because the cloud does not answer. */
  void allowOutages(boolean allowed) {
    outages = allowed;
  }

  /** Goes on with a folder that was mounted anew: handles are gone, what was answered is there. */
  void remounted(FileSystemView next) {
    view = next;
    opened.forEach(open -> open.node().handles--);
    opened.clear();
  }

  ModelTree model() {
    return model;
  }

  /** What the last step was. */
  String doing() {
    return doing;
  }

  private interface Step {
    void run() throws FsException;
  }

  private interface Effect {
    void run();
  }

  /** One random operation. */
  void step() throws FsException {
    int choice = random.nextInt(100);
    if (choice < 16) {
      create();
    } else if (choice < 20) {
      open();
    } else if (choice < 42) {
      write();
    } else if (choice < 48) {
      truncate();
    } else if (choice < 52) {
      punch();
    } else if (choice < 60) {
      release();
    } else if (choice < 66) {
      unlink();
    } else if (choice < 76) {
      rename();
    } else if (choice < 81) {
      mkdir();
    } else if (choice < 84) {
      rmdir();
    } else if (choice < 87) {
      link();
    } else if (choice < 89) {
      symlink();
    } else if (choice < 92) {
      xattr();
    } else if (choice < 94) {
      chmod();
    } else if (choice < 95) {
      fsync();
    } else {
      evict();
    }
    look();
  }

  /** Tries a step that the model says must work, or must fail for one reason. */
  private void attempt(String what, Optional<FsFailure> refusal, Step step, Effect effect)
      throws FsException {
    doing = what;
    log.debug("{} {}", what, refusal);
    try {
      step.run();
    } catch (FsException e) {
      if (refusal.isPresent() ? e.failure() == refusal.get() : outages && isOutage(e)) {
        return;
      }
      throw new AssertionError(what + " was to be " + refusal + " and was " + e.failure(), e);
    }
    assertThat(refusal).as(what + " was done").isEmpty();
    effect.run();
  }

  private static boolean isOutage(FsException e) {
    return OUTAGE.contains(e.failure());
  }

  private static String text(ModelTree.Place place) {
    return place.directory().inode + "/" + place.name();
  }

  private static Name name(ModelTree.Place place) {
    return new Name(place.name());
  }

  private static InodeId directory(ModelTree.Place place) {
    return place.directory().inode;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private int edge() {
    return EDGES.get(random.nextInt(EDGES.size()));
  }

  private void create() throws FsException {
    ModelTree.Place place = model.anyPlace(random);
    ModelNode there = place.node();
    boolean exclusive = random.nextBoolean();
    boolean truncate = random.nextInt(4) == 0;
    OpenMode mode = new OpenMode(true, true, false, truncate, exclusive);
    Optional<FsFailure> refusal =
        there == null
            ? Optional.empty()
            : exclusive
                ? Optional.of(FsFailure.EXISTS)
                : there.isDirectory()
                    ? Optional.of(FsFailure.IS_A_DIRECTORY)
                    : there.isFile() ? Optional.empty() : Optional.of(FsFailure.INVALID);
    Created[] made = new Created[1];
    attempt(
        "create " + text(place) + " " + mode,
        refusal,
        () -> made[0] = view.create(directory(place), name(place), 0640, mode, CALLER),
        () -> created(place, made[0], truncate));
  }

  private void created(ModelTree.Place place, Created made, boolean truncate) {
    ModelNode node = place.node();
    if (node == null) {
      node = new ModelNode(ModelNode.Kind.FILE, made.attributes().inode(), 0640, "");
      model.add(place, node);
    } else if (truncate) {
      node.bytes = new byte[0];
    }
    node.handles++;
    opened.add(new Opened(made.handle(), node));
  }

  private void open() throws FsException {
    Optional<ModelTree.Place> place = model.anyFile(random);
    if (place.isPresent() && opened.size() < MAX_HANDLES) {
      ModelNode node = place.get().require();
      Handle[] handle = new Handle[1];
      attempt(
          "open " + text(place.get()),
          Optional.empty(),
          () -> handle[0] = view.open(node.inode, OpenMode.readWrite()),
          () -> {
            node.handles++;
            opened.add(new Opened(handle[0], node));
          });
    }
  }

  private void write() throws FsException {
    if (opened.isEmpty()) {
      return;
    }
    Opened open = opened.get(random.nextInt(opened.size()));
    int offset = random.nextInt(3) == 0 ? edge() : Math.min(edge(), open.node().bytes.length);
    byte[] bytes = bytes(1 + edge());
    attempt(
        "write " + open.node().inode + " " + offset + "+" + bytes.length,
        Optional.empty(),
        () -> view.write(open.handle(), ByteBuffer.wrap(bytes), offset),
        () -> open.node().write(bytes, offset));
  }

  private void truncate() throws FsException {
    Optional<ModelTree.Place> place = model.anyFile(random);
    int size = edge();
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      attempt(
          "truncate " + text(place.get()) + " to " + size,
          Optional.empty(),
          () -> view.setattr(node.inode, AttributeChange.size(size)),
          () -> node.bytes = Arrays.copyOf(node.bytes, size));
    }
  }

  private void punch() throws FsException {
    if (opened.isEmpty()) {
      return;
    }
    Opened open = opened.get(random.nextInt(opened.size()));
    int from = edge();
    int length = 1 + edge();
    attempt(
        "punch " + open.node().inode + " " + from + "+" + length,
        Optional.empty(),
        () -> view.fallocate(open.handle(), Allocation.PUNCH_HOLE, from, length),
        () -> {
          int end = Math.min(open.node().bytes.length, from + length);
          if (from < end) {
            Arrays.fill(open.node().bytes, from, end, (byte) 0);
          }
        });
  }

  private void release() throws FsException {
    if (opened.isEmpty()) {
      return;
    }
    Opened open = opened.remove(random.nextInt(opened.size()));
    doing = "release " + open.node().inode;
    view.flush(open.handle());
    view.release(open.handle());
    open.node().handles--;
  }

  /** Closes what is open. */
  void releaseAll() throws FsException {
    while (!opened.isEmpty()) {
      release();
    }
  }

  private void unlink() throws FsException {
    ModelTree.Place place = model.anyPlace(random);
    ModelNode there = place.node();
    Optional<FsFailure> refusal =
        there == null
            ? Optional.of(FsFailure.NOT_FOUND)
            : there.isDirectory() ? Optional.of(FsFailure.IS_A_DIRECTORY) : Optional.empty();
    attempt(
        "unlink " + text(place),
        refusal,
        () -> view.unlink(directory(place), name(place)),
        () -> model.remove(place));
  }

  private void rename() throws FsException {
    ModelTree.Place from = model.anyPlace(random);
    ModelTree.Place to = model.anyPlace(random);
    RenameMode mode = RENAMES.get(random.nextInt(RENAMES.size()));
    attempt(
        "rename " + text(from) + " to " + text(to) + " " + mode,
        ModelTree.refusal(from, to, mode),
        () -> view.rename(directory(from), name(from), directory(to), name(to), mode),
        () -> model.rename(from, to, mode));
  }

  private Optional<FsFailure> taken(ModelTree.Place place) {
    return Optional.ofNullable(place.node()).map(node -> FsFailure.EXISTS);
  }

  private void mkdir() throws FsException {
    ModelTree.Place place = model.anyPlace(random);
    Attributes[] made = new Attributes[1];
    attempt(
        "mkdir " + text(place),
        taken(place),
        () -> made[0] = view.mkdir(directory(place), name(place), 0750, CALLER),
        () -> model.add(place, new ModelNode(ModelNode.Kind.DIRECTORY, made[0].inode(), 0750, "")));
  }

  private void rmdir() throws FsException {
    ModelTree.Place place = model.anyPlace(random);
    ModelNode there = place.node();
    Optional<FsFailure> refusal =
        there == null
            ? Optional.of(FsFailure.NOT_FOUND)
            : !there.isDirectory()
                ? Optional.of(FsFailure.NOT_A_DIRECTORY)
                : there.children.isEmpty()
                    ? Optional.empty()
                    : Optional.of(FsFailure.DIRECTORY_NOT_EMPTY);
    attempt(
        "rmdir " + text(place),
        refusal,
        () -> view.rmdir(directory(place), name(place)),
        () -> model.remove(place));
  }

  private void link() throws FsException {
    Optional<ModelTree.Place> file = model.anyFile(random);
    ModelTree.Place place = model.anyPlace(random);
    if (file.isPresent()) {
      ModelNode node = file.get().require();
      attempt(
          "link " + text(file.get()) + " as " + text(place),
          taken(place),
          () -> view.link(node.inode, directory(place), name(place)),
          () -> model.link(node, place));
    }
  }

  private void symlink() throws FsException {
    ModelTree.Place place = model.anyPlace(random);
    String target = "some/where " + random.nextInt(100);
    Attributes[] made = new Attributes[1];
    attempt(
        "symlink " + text(place),
        taken(place),
        () -> made[0] = view.symlink(directory(place), name(place), target, CALLER),
        () -> model.add(place, new ModelNode(ModelNode.Kind.LINK, made[0].inode(), 0777, target)));
  }

  private void xattr() throws FsException {
    Optional<ModelTree.Place> place = model.anyFile(random);
    String name = "user.note" + random.nextInt(3);
    byte[] value = bytes(random.nextInt(40));
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      if (random.nextInt(3) > 0) {
        attempt(
            "setxattr " + text(place.get()) + " " + name,
            Optional.empty(),
            () -> view.setxattr(node.inode, name, value, XattrMode.CREATE_OR_REPLACE),
            () -> node.xattrs.put(name, value));
      } else {
        attempt(
            "removexattr " + text(place.get()) + " " + name,
            node.xattrs.containsKey(name) ? Optional.empty() : Optional.of(FsFailure.NO_DATA),
            () -> view.removexattr(node.inode, name),
            () -> node.xattrs.remove(name));
      }
    }
  }

  private void chmod() throws FsException {
    Optional<ModelTree.Place> place = model.anyFile(random);
    int permissions = 0600 | random.nextInt(0200);
    if (place.isPresent()) {
      ModelNode node = place.get().require();
      attempt(
          "chmod " + text(place.get()),
          Optional.empty(),
          () -> view.setattr(node.inode, AttributeChange.mode(permissions)),
          () -> node.permissions = permissions);
    }
  }

  private void fsync() throws FsException {
    if (!opened.isEmpty()) {
      Opened open = opened.get(random.nextInt(opened.size()));
      doing = "fsync " + open.node().inode;
      view.fsync(open.handle(), false);
    }
  }

  /** Drops a local copy, which is refused as long as something is only here. */
  private void evict() throws FsException {
    Optional<ModelTree.Place> place = model.anyFile(random);
    if (place.isPresent()) {
      doing = "evict " + text(place.get());
      byte[] cloud = "2".getBytes(StandardCharsets.UTF_8);
      try {
        view.setxattr(
            place.get().require().inode, "user.cloud.location", cloud, XattrMode.CREATE_OR_REPLACE);
      } catch (FsException e) {
        assertThat(e.failure()).as(doing).isEqualTo(FsFailure.TRY_AGAIN);
      }
    }
  }

  /** Holds a file, a directory and the open handles against the model. */
  private void look() throws FsException {
    Optional<ModelTree.Place> file = model.anyFile(random);
    if (file.isPresent()) {
      compare(text(file.get()), file.get().require());
    }
    for (Opened open : opened) {
      Attributes found = view.getattr(view.inodeOf(open.handle()));
      assertThat(found.size())
          .as("size of an open file after " + doing)
          .isEqualTo(open.node().bytes.length);
    }
    compareNames(model.anyPlace(random).directory());
  }

  /** Holds everything against the model; the cloud must answer. */
  void compareAll() throws FsException {
    compareBelow("", model.root);
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
    for (DirectoryEntry entry : view.readdir(directory.inode, 0, 1000)) {
      found.add(entry.name());
    }
    found.removeAll(List.of(".", ".."));
    assertThat(found)
        .as("names in " + directory.inode + " after " + doing)
        .containsExactlyInAnyOrderElementsOf(directory.children.keySet());
    for (Map.Entry<String, ModelNode> child : directory.children.entrySet()) {
      InodeId inode = view.lookup(directory.inode, new Name(child.getKey())).inode();
      assertThat(inode).as("inode of " + child.getKey()).isEqualTo(child.getValue().inode);
    }
  }

  private void compare(String path, ModelNode node) throws FsException {
    String what = path + " (inode " + node.inode + ") after " + doing;
    Attributes found = view.getattr(node.inode);
    assertThat(found.mode() & FileMode.PERMISSIONS)
        .as("mode of " + what)
        .isEqualTo(node.permissions);
    if (node.kind == ModelNode.Kind.LINK) {
      assertThat(view.readlink(node.inode)).as("target of " + what).isEqualTo(node.target);
    } else if (node.isFile()) {
      assertThat(found.nlink()).as("links of " + what).isEqualTo(node.links);
      assertThat(found.size()).as("size of " + what).isEqualTo(node.bytes.length);
      compareXattrs(what, node);
      compareBytes(what, node);
    }
  }

  private void compareXattrs(String what, ModelNode node) throws FsException {
    assertThat(view.listxattr(node.inode))
        .as("attributes of " + what)
        .containsExactlyInAnyOrderElementsOf(node.xattrs.keySet());
    for (Map.Entry<String, byte[]> xattr : node.xattrs.entrySet()) {
      assertThat(view.getxattr(node.inode, xattr.getKey())).as(what).isEqualTo(xattr.getValue());
    }
  }

  private void compareBytes(String what, ModelNode node) throws FsException {
    Handle handle = view.open(node.inode, OpenMode.readOnly());
    try {
      ByteBuffer buffer = ByteBuffer.allocate(node.bytes.length + 1);
      int count = view.read(handle, buffer, 0);
      byte[] read = Arrays.copyOf(buffer.array(), count);
      int differs = Arrays.mismatch(read, node.bytes);
      assertThat(differs).as("first other byte of " + what).isEqualTo(-1);
    } catch (FsException e) {
      if (!outages || !isOutage(e)) {
        throw e;
      }
    } finally {
      view.release(handle);
    }
  }
}
