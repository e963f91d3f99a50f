package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directories that follow from keys, during one change. */
final class Tree {

  private final IndexChange change;
  private final Adoption adoption;
  private final Map<String, OptionalLong> known = new HashMap<>();
  private final Map<ObjectKey, String> findings = new LinkedHashMap<>();
  private final Set<String> passed = new HashSet<>();

  /** Whether something was noted in former changes, which is rare; null while nobody has looked. */
  private @Nullable Boolean anyRecorded;

  /** The innermost first: what is in one may still turn out to be somewhere else. */
  private final Deque<Long> made = new ArrayDeque<>();

  Tree(IndexChange change, Adoption adoption) {
    this.change = change;
    this.adoption = adoption;
    known.put("", OptionalLong.of(InodeId.ROOT.value()));
  }

  /** The inode of a directory, made where it is missing; empty where a file is in the way. */
  OptionalLong directory(String path, long modifiedMillis) throws FsException {
    OptionalLong found = known.get(path);
    if (found == null) {
      found = find(path, modifiedMillis);
      known.put(path, found);
    }
    return found;
  }

  private OptionalLong find(String path, long modifiedMillis) throws FsException {
    int slash = path.lastIndexOf('/');
    OptionalLong parent = directory(path.substring(0, Math.max(0, slash)), modifiedMillis);
    if (parent.isEmpty()) {
      return parent;
    }
    String name = path.substring(slash + 1);
    Optional<Entry> entry = change.tables().entries().find(parent.getAsLong(), name);
    if (entry.isPresent()) {
      Inode inode = change.require(entry.get().inode());
      if (inode.isDirectory()) {
        return OptionalLong.of(inode.id());
      }
      if (!giveWay(entry.get(), inode)) {
        return OptionalLong.empty();
      }
    }
    Inode directory = adoption.adoptDirectory(change, parent.getAsLong(), name, modifiedMillis);
    made.push(directory.id());
    return OptionalLong.of(directory.id());
  }

  /**
   * A listing in the order of keys has come to one. A directory's marker comes before what is in
   * it, so the directories on the way whose markers were not seen have none.
   *
   * @param listed the path, up to a slash, that all keys of the listing begin with: of what is
   *     above, it says nothing
   */
  void passed(String path, String listed) throws FsException {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    int slash = path.lastIndexOf('/', end - 1);
    if (slash < Math.max(0, listed.length() - 1) || !passed.add(path.substring(0, slash))) {
      return;
    }
    String directory = path.substring(0, slash);
    passed(directory, listed);
    OptionalLong found = existing(directory);
    if (found.isPresent()) {
      adoption.settleUnmarked(change, found.getAsLong());
    }
  }

  /** The inode of a directory that is there. */
  private OptionalLong existing(String path) throws FsException {
    OptionalLong found = known.get(path);
    if (found != null) {
      return found;
    }
    int slash = path.lastIndexOf('/');
    OptionalLong parent = existing(path.substring(0, Math.max(0, slash)));
    Optional<Entry> entry =
        parent.isPresent()
            ? change.tables().entries().find(parent.getAsLong(), path.substring(slash + 1))
            : Optional.empty();
    return entry.isPresent() ? OptionalLong.of(entry.get().inode()) : OptionalLong.empty();
  }

  /** Of {@code a} and {@code a/b} the directory shows, if nothing of the file is only here. */
  private boolean giveWay(Entry entry, Inode inode) throws FsException {
    Optional<CloudObject> object = change.tables().objects().ofEntry(entry.id());
    boolean onlyListed =
        object.isPresent()
            && inode.cached() == 0
            && inode.visit() == 0
            && inode.nlink() == 1
            && change.tables().pending().get(entry.id()).isEmpty();
    if (!onlyListed) {
      return false;
    }
    change.deleteObject(object.get().key());
    change.deleteEntry(entry);
    change.deleteInode(inode.id());
    note(object.get().key(), "there is a directory of the same name, which shows");
    return true;
  }

  /** Whatever was noted of a key is true no more. */
  void shows(ObjectKey key) throws FsException {
    findings.remove(key);
    if (anyRecorded == null) {
      anyRecorded = !change.tables().meta().findings(1).isEmpty();
    }
    if (anyRecorded) {
      change.deleteFinding(key.value());
    }
  }

  /** Something that the folder cannot show. */
  void note(ObjectKey key, String what) {
    findings.put(key, what);
  }

  /** Ends the change: what was noted is recorded, and directories of nothing go again. */
  void finish() throws FsException {
    record();
    for (long directory : made) {
      Removal.removeEmptyDirectories(change, directory);
    }
  }

  /** Records what was noted. */
  void record() throws FsException {
    for (Map.Entry<ObjectKey, String> finding : findings.entrySet()) {
      change.putFinding(new Finding(finding.getKey().value(), finding.getValue()));
    }
  }
}
