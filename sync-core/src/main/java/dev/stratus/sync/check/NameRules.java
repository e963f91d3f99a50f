package dev.stratus.sync.check;

import static dev.stratus.sync.check.Rule.ailment;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.check.Rule.Ailment;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names and what they lead to: every name an inode, every inode a name, all below the root. */
final class NameRules {

  private final Paths paths;
  private final ContentStore store;
  private final Mender mender;

  NameRules(Paths paths, ContentStore store, Mender mender) {
    this.paths = paths;
    this.store = store;
    this.mender = mender;
  }

  /** In the order in which they are to be mended: a later one counts on those before. */
  List<Rule<Long>> all() {
    return List.of(
        new Rule<>(
            Problem.NAME_WITHOUT_FILE,
            tables -> tables.audit().namesWithoutInode(),
            this::withoutFile),
        new Rule<>(
            Problem.DIRECTORY_MISSING,
            tables -> tables.audit().missingDirectories(),
            this::missing),
        new Rule<>(
            Problem.NAME_BELOW_FILE, tables -> tables.audit().namesBelowFiles(), this::belowFile),
        new Rule<>(
            Problem.FILE_WITHOUT_NAME,
            tables -> tables.audit().inodesWithoutName(),
            this::withoutName),
        new Rule<>(
            Problem.UNREACHABLE_DIRECTORY,
            tables -> tables.audit().unreachableDirectories(),
            this::unreachable),
        new Rule<>(
            Problem.LINK_COUNT, tables -> tables.audit().wrongLinkCounts(), this::linkCount));
  }

  private String where(Entry entry) throws FsException {
    return paths.of(entry).orElse(entry.name());
  }

  private Optional<Ailment> withoutFile(IndexChange change, long id) throws FsException {
    Optional<Entry> found = change.tables().entries().get(id);
    if (found.isEmpty() || change.tables().inodes().get(found.get().inode()).isPresent()) {
      return Optional.empty();
    }
    Entry entry = found.get();
    String what = "the index has no file for this name";
    Optional<CloudObject> object = change.tables().objects().ofEntry(id);
    if (!change.tables().entries().isEmpty(entry.inode())) {
      return ailment(where(entry), what, () -> mender.directory(change, entry.inode()));
    } else if (change.tables().attributes().target(entry.inode()).isPresent()) {
      return ailment(where(entry), what, () -> linkAnew(change, entry));
    } else if (object.isPresent()) {
      return ailment(where(entry), what, () -> mender.cloudFile(change, entry, object.get()));
    } else if (store.exists(entry.inode())) {
      return ailment(where(entry), what, () -> fileAnew(change, entry));
    }
    return ailment(
        where(entry), what + ", and nothing is left of it", () -> change.deleteEntry(entry));
  }

  private void linkAnew(IndexChange change, Entry entry) throws FsException {
    String target = change.tables().attributes().target(entry.inode()).orElseThrow();
    long size = target.getBytes(StandardCharsets.UTF_8).length;
    change.putNew(
        mender.row(change, entry.inode(), FileMode.SYMLINK | 0777).size(size).cached(size).done());
    change.markPending(entry.id(), false);
  }

  /** What the local copy has is all that there is. */
  private void fileAnew(IndexChange change, Entry entry) throws FsException {
    long size = store.sizeOf(entry.inode());
    change.deletePresence(entry.inode());
    change.putNew(
        mender.row(change, entry.inode(), FileMode.REGULAR | 0600).size(size).cached(size).done());
    change.markPending(entry.id(), false);
  }

  private Optional<Ailment> missing(IndexChange change, long id) throws FsException {
    if (change.tables().inodes().get(id).isPresent() || change.tables().entries().isEmpty(id)) {
      return Optional.empty();
    }
    return ailment(
        "directory " + id,
        "the index does not know the directory of some names",
        () -> {
          Inode directory = mender.directory(change, id);
          String name = Mender.numbered(change, Mender.kind(directory), id);
          mender.name(change, directory, InodeId.ROOT.value(), name);
        });
  }

  private Optional<Ailment> belowFile(IndexChange change, long id) throws FsException {
    Optional<Entry> entry = change.tables().entries().get(id);
    if (entry.isEmpty()
        || change
            .tables()
            .inodes()
            .get(entry.get().parent())
            .filter(parent -> !parent.isDirectory())
            .isEmpty()) {
      return Optional.empty();
    }
    return ailment(
        entry.get().name(),
        "this name is in something that is no directory",
        () -> {
          String name = mender.dated(change, InodeId.ROOT.value(), entry.get().name());
          mender.moveToRoot(change, entry.get(), name);
        });
  }

  private Optional<Ailment> withoutName(IndexChange change, long id) throws FsException {
    Optional<Inode> inode = change.tables().inodes().get(id);
    if (inode.isEmpty()
        || inode.get().nlink() <= 0
        || !change.tables().entries().ofInode(id).isEmpty()) {
      return Optional.empty();
    }
    return ailment(
        Mender.kind(inode.get()) + " " + id,
        "it has lost its name",
        () -> {
          if (id == InodeId.ROOT.value()) {
            change.addRootEntry();
          } else {
            nameAnew(change, inode.get());
          }
        });
  }

  private void nameAnew(IndexChange change, Inode inode) throws FsException {
    Inode one = inode.isDirectory() ? inode : change.put(inode.edit().nlink(1).done());
    for (CloudObject object : change.tables().objects().ofInode(inode.id())) {
      Optional<Place> place = place(change, object);
      if (place.isPresent()) {
        Entry entry = mender.name(change, one, place.get().directory(), place.get().name());
        change.putObject(Mender.ofEntry(change, object, entry.id()));
        return;
      }
    }
    String name = Mender.numbered(change, Mender.kind(inode), inode.id());
    mender.name(change, one, InodeId.ROOT.value(), name);
  }

  private record Place(long directory, String name) {}

  /** Where the key of an object says that its file was, if that place is free. */
  private Optional<Place> place(IndexChange change, CloudObject object) throws FsException {
    String key = object.key().value();
    if (!key.startsWith(paths.prefix())) {
      return Optional.empty();
    }
    String path = key.substring(paths.prefix().length());
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int slash = trimmed.lastIndexOf('/');
    String name = trimmed.substring(slash + 1);
    Optional<Inode> directory = paths.find(trimmed.substring(0, Math.max(0, slash)));
    boolean free =
        !Paths.isReserved(trimmed)
            && Paths.objection(path).isEmpty()
            && directory.filter(Inode::isDirectory).isPresent()
            && change.entry(directory.get().id(), name).isEmpty();
    return free ? Optional.of(new Place(directory.get().id(), name)) : Optional.empty();
  }

  private Optional<Ailment> unreachable(IndexChange change, long id) throws FsException {
    Optional<Entry> name = change.tables().entries().ofInode(id).stream().findFirst();
    if (name.isEmpty() || !isInCircle(change, id)) {
      return Optional.empty();
    }
    return ailment(
        name.get().name(),
        "this directory is below itself",
        () -> {
          String wanted = Mender.numbered(change, "directory", id);
          mender.moveToRoot(change, name.get(), wanted);
        });
  }

  /** Whether the way up from a directory comes back to it; one below a circle follows it. */
  private static boolean isInCircle(IndexChange change, long id) throws FsException {
    Set<Long> seen = new HashSet<>();
    long step = id;
    while (step != InodeId.ROOT.value() && seen.add(step)) {
      Optional<Entry> up = change.tables().entries().ofInode(step).stream().findFirst();
      if (up.isEmpty()) {
        return false;
      }
      step = up.get().parent();
    }
    return step == id && step != InodeId.ROOT.value();
  }

  private Optional<Ailment> linkCount(IndexChange change, long id) throws FsException {
    Optional<Inode> inode = change.tables().inodes().get(id);
    List<Entry> names = change.tables().entries().ofInode(id);
    if (inode.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    int right = (int) change.tables().audit().linkCount(inode.get());
    int counted = inode.get().nlink();
    return counted == right
        ? Optional.empty()
        : ailment(
            where(names.get(0)),
            "its link count is " + counted + " and should be " + right,
            () -> change.put(inode.get().edit().nlink(right).done()));
  }
}
