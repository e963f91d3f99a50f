package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.NamedObject;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides by what the index knows whether every byte of a file is in the cloud, under every name
 * that it has. In doubt it keeps.
 */
final class EvictionGuard {

  private final Paths paths;
  private final Pins pins;

  EvictionGuard(Paths paths, Pins pins) {
    this.paths = paths;
    this.pins = pins;
  }

  Verdict judge(Facts facts) throws FsException {
    if (facts.inode().isEmpty()) {
      return Verdict.keep(Kept.GONE);
    }
    Inode inode = facts.inode().get();
    if (!inode.isRegular()) {
      return Verdict.keep(Kept.NOT_A_FILE);
    }
    if (!inode.isWriting() && (inode.size() == 0 || inode.cached() == 0)) {
      return Verdict.keep(Kept.ALREADY_CLOUD_ONLY);
    }
    List<CloudObject> trusted = new ArrayList<>();
    for (NamedObject name : facts.names()) {
      Optional<Kept> objection = objection(name, inode);
      if (objection.isPresent()) {
        return Verdict.keep(objection.get());
      }
      name.object().ifPresent(trusted::add);
    }
    if (trusted.isEmpty()) {
      return Verdict.keep(Kept.ONLY_HERE);
    }
    if (inode.isWriting() || inode.baseGeneration() != inode.contentGeneration()) {
      return Verdict.keep(Kept.DIRTY);
    }
    List<Entry> names = facts.names().stream().map(NamedObject::entry).toList();
    return pins.isPinned(inode, names) ? Verdict.keep(Kept.PINNED) : Verdict.trust(trusted);
  }

  private Optional<Kept> objection(NamedObject name, Inode inode) throws FsException {
    if (name.object().isEmpty()) {
      return Optional.of(Kept.ONLY_HERE);
    }
    if (name.pending().isPresent()) {
      return Optional.of(name.pending().get().nonce() == null ? Kept.DIRTY : Kept.BUSY);
    }
    return holds(name.object().get(), name.entry(), inode)
        ? Optional.empty()
        : Optional.of(Kept.DIRTY);
  }

  private boolean holds(CloudObject object, Entry name, Inode inode) throws FsException {
    return object.inode() == inode.id()
        && object.contentGeneration() == inode.contentGeneration()
        && object.size() == inode.size()
        && paths.keyOf(name, false).map(object.key()::equals).orElse(false);
  }
}
