package dev.stratus.sync.core;

import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.RenameMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a folder should be: plain objects in memory, and the rules of rename, link and unlink. */
final class ModelTree {

  /** A name in a directory, taken or not. */
  record Place(ModelNode directory, String name) {
    @Nullable ModelNode node() {
      return directory.children.get(name);
    }

    /** What is there, where the name is known to be taken. */
    ModelNode require() {
      return Objects.requireNonNull(node());
    }
  }

  private static final int MAX_DEPTH = 4;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e ü", "f.txt");

  final ModelNode root = new ModelNode(ModelNode.Kind.DIRECTORY, InodeId.ROOT, 0755, "");

  /** A place of which chance has it; mostly in a directory that is there. */
  Place anyPlace(Random random) {
    ModelNode directory = root;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      List<ModelNode> below =
          directory.children.values().stream().filter(ModelNode::isDirectory).toList();
      if (below.isEmpty() || random.nextInt(3) == 0) {
        break;
      }
      directory = below.get(random.nextInt(below.size()));
    }
    return new Place(directory, NAMES.get(random.nextInt(NAMES.size())));
  }

  /** A name of some file; empty when there is none. */
  Optional<Place> anyFile(Random random) {
    List<Place> files = new ArrayList<>();
    collectFiles(root, files);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(files.get(random.nextInt(files.size())));
  }

  /** A name of some file that nobody has open; empty when there is none. */
  Optional<Place> anyClosedFile(Random random) {
    List<Place> files = new ArrayList<>();
    collectFiles(root, files);
    files.removeIf(place -> place.require().handles > 0);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(files.get(random.nextInt(files.size())));
  }

  /** The key of a name. */
  String key(Place place) {
    return prefix(root, place.directory()).orElseThrow() + place.name();
  }

  private static Optional<String> prefix(ModelNode from, ModelNode wanted) {
    if (from == wanted) {
      return Optional.of("");
    }
    for (Map.Entry<String, ModelNode> child : from.children.entrySet()) {
      Optional<String> below = prefix(child.getValue(), wanted);
      if (below.isPresent()) {
        return Optional.of(child.getKey() + "/" + below.get());
      }
    }
    return Optional.empty();
  }

  /** What other clients made is known by now. */
  void learnt() {
    learnt(root);
  }

  private static void learnt(ModelNode node) {
    node.isForeign = false;
    node.children.values().forEach(ModelTree::learnt);
  }

  private static void collectFiles(ModelNode directory, List<Place> found) {
    directory.children.forEach(
        (name, node) -> {
          if (node.isDirectory()) {
            collectFiles(node, found);
          } else if (node.isFile()) {
            found.add(new Place(directory, name));
          }
        });
  }

  ModelNode add(Place place, ModelNode node) {
    place.directory().children.put(place.name(), node);
    return node;
  }

  void link(ModelNode node, Place place) {
    node.links++;
    place.directory().children.put(place.name(), node);
  }

  void remove(Place place) {
    ModelNode gone = place.directory().children.remove(place.name());
    if (gone != null) {
      gone.links--;
    }
  }

  /** Why a rename is refused; empty when it is not. */
  static Optional<FsFailure> refusal(Place from, Place to, RenameMode mode) {
    ModelNode moved = from.node();
    ModelNode other = to.node();
    if (moved == null) {
      return Optional.of(FsFailure.NOT_FOUND);
    }
    if (mode == RenameMode.EXCHANGE) {
      if (other == null) {
        return Optional.of(FsFailure.NOT_FOUND);
      }
      boolean nested = moved.holds(to.directory()) || other.holds(from.directory());
      return nested ? Optional.of(FsFailure.INVALID) : Optional.empty();
    }
    if (other != null && mode == RenameMode.NO_REPLACE) {
      return Optional.of(FsFailure.EXISTS);
    }
    if (moved.holds(to.directory())) {
      return Optional.of(FsFailure.INVALID);
    }
    return other == null || other == moved ? Optional.empty() : replacement(moved, other);
  }

  private static Optional<FsFailure> replacement(ModelNode moved, ModelNode other) {
    if (moved.isDirectory() && !other.isDirectory()) {
      return Optional.of(FsFailure.NOT_A_DIRECTORY);
    }
    if (!moved.isDirectory() && other.isDirectory()) {
      return Optional.of(FsFailure.IS_A_DIRECTORY);
    }
    return other.children.isEmpty() ? Optional.empty() : Optional.of(FsFailure.DIRECTORY_NOT_EMPTY);
  }

  /** Does a rename that is not refused. */
  void rename(Place from, Place to, RenameMode mode) {
    ModelNode moved = from.node();
    ModelNode other = to.node();
    if (moved == null || moved == other) {
      return;
    }
    from.directory().children.remove(from.name());
    if (mode == RenameMode.EXCHANGE && other != null) {
      from.directory().children.put(from.name(), other);
    } else if (other != null) {
      other.links--;
    }
    to.directory().children.put(to.name(), moved);
  }

  /** What the bucket should hold: bodies by key; directories end in a slash. */
  Map<String, byte[]> objects() {
    Map<String, byte[]> found = new TreeMap<>();
    collectObjects("", root, found);
    return found;
  }

  /** Keys of directories that only followed from theirs: they may have an object or none. */
  Set<String> implicit() {
    Set<String> found = new TreeSet<>();
    collectImplicit("", root, found);
    return found;
  }

  private static void collectImplicit(String prefix, ModelNode directory, Set<String> all) {
    directory.children.forEach(
        (name, node) -> {
          if (node.isImplicit) {
            all.add(prefix + name + "/");
          }
          collectImplicit(prefix + name + "/", node, all);
        });
  }

  private static void collectObjects(String prefix, ModelNode directory, Map<String, byte[]> all) {
    directory.children.forEach(
        (name, node) -> {
          String key = prefix + name;
          switch (node.kind) {
            case DIRECTORY -> {
              all.put(key + "/", new byte[0]);
              collectObjects(key + "/", node, all);
            }
            case LINK -> all.put(key, node.target.getBytes(StandardCharsets.UTF_8));
            case FILE -> all.put(key, node.bytes);
          }
        });
  }
}
