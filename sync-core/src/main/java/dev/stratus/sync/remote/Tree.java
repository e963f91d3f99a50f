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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The directories that follow from keys, during one change. */
final class Tree {

  private final IndexChange change;
  private final Adoption adoption;
  private final Map<String, OptionalLong> known = new HashMap<>();
  private final Map<ObjectKey, String> findings = new LinkedHashMap<>();

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
