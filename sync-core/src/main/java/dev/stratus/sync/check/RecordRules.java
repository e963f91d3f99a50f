package dev.stratus.sync.check;

import static dev.stratus.sync.check.Rule.ailment;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Rule.Ailment;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.List;
import java.util.Optional;

/** What is recorded of names: their objects, and what waits for the uploader. */
final class RecordRules {

  private final Paths paths;

  RecordRules(Paths paths) {
    this.paths = paths;
  }

  /** Objects whose name is gone. */
  Rule<ObjectKey> objects() {
    return new Rule<>(
        Problem.OBJECT_WITHOUT_NAME,
        tables -> tables.audit().objectsWithoutName(),
        this::withoutName);
  }

  /** What waits, and what should. */
  List<Rule<Long>> waiting() {
    return List.of(
        new Rule<>(
            Problem.PENDING_WITHOUT_NAME,
            tables -> tables.audit().pendingWithoutName(),
            this::pendingWithoutName),
        new Rule<>(
            Problem.CHANGE_FORGOTTEN,
            tables -> tables.audit().forgottenChanges(),
            this::forgotten));
  }

  private Optional<Ailment> withoutName(IndexChange change, ObjectKey key) throws FsException {
    Optional<CloudObject> object = change.tables().objects().get(key);
    Long entry = object.map(CloudObject::entry).orElse(null);
    if (object.isEmpty() || entry == null || change.tables().entries().get(entry).isPresent()) {
      return Optional.empty();
    }
    return ailment(
        key.value(),
        "this object is recorded for a name that is not there",
        () -> giveBack(change, object.get()));
  }

  /** To its file, which may have its only bytes there; else the bucket is asked what it is. */
  private static void giveBack(IndexChange change, CloudObject object) throws FsException {
    for (Entry name : change.tables().entries().ofInode(object.inode())) {
      if (change.tables().objects().ofEntry(name.id()).isEmpty()) {
        change.putObject(Mender.ofEntry(change, object, name.id()));
        change.markPending(name.id(), false);
        return;
      }
    }
    change.deleteObject(object.key());
  }

  private Optional<Ailment> pendingWithoutName(IndexChange change, long id) throws FsException {
    boolean idle =
        change.tables().pending().get(id).filter(row -> row.nonce() == null).isPresent()
            && change.tables().entries().get(id).isEmpty();
    return idle
        ? ailment(
            "name " + id,
            "it waits for the uploader and is not there",
            () -> change.deletePending(id))
        : Optional.empty();
  }

  private Optional<Ailment> forgotten(IndexChange change, long id) throws FsException {
    Optional<Entry> entry = change.tables().entries().get(id);
    Optional<Inode> inode =
        entry.isEmpty() ? Optional.empty() : change.tables().inodes().get(entry.get().inode());
    if (inode.isEmpty() || change.tables().pending().get(id).isPresent()) {
      return Optional.empty();
    }
    long there =
        change.tables().objects().ofEntry(id).map(CloudObject::contentGeneration).orElse(-1L);
    return there >= inode.get().contentGeneration()
        ? Optional.empty()
        : ailment(
            paths.of(entry.get()).orElse(entry.get().name()),
            "it was changed here, and does not wait for its upload",
            () -> change.markPending(id, false));
  }
}
