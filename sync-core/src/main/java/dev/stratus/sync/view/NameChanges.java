package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.NewNode;
import dev.stratus.sync.namespace.NodeMaker;
import dev.stratus.sync.namespace.NodeMover;
import dev.stratus.sync.namespace.NodeRemover;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.util.Optional;

/**
 * Makes, moves and removes names, once all is known that the cloud has under them: a name that only
 * the cloud knows is taken too.
 */
final class NameChanges {

  private final Index index;
  private final Looks looks;
  private final RemoteKnowledge remote;
  private final FileActivity activity;
  private final NodeMaker maker;
  private final NodeRemover remover;
  private final NodeMover mover;

  NameChanges(StratusView.Parts parts, Looks looks) {
    this.index = parts.index();
    this.looks = looks;
    this.remote = parts.remote();
    this.activity = parts.activity();
    this.maker = new NodeMaker(index, parts.clocks());
    this.remover = new NodeRemover(index, parts.clocks());
    this.mover = new NodeMover(index, parts.clocks());
  }

  /** Makes a file, directory or link under a name that nothing has. */
  Inode make(InodeId directory, Name name, NewNode node) throws FsException {
    requireFree(directory, name);
    return makeAbsent(directory, name, node);
  }

  /** The same for who has found that nothing has the name. */
  Inode makeAbsent(InodeId directory, Name name, NewNode node) throws FsException {
    return maker.make(directory.value(), name, node);
  }

  /** Gives a file another name. */
  Inode link(InodeId inode, InodeId directory, Name name) throws FsException {
    looks.inode(inode);
    requireFree(directory, name);
    return maker.link(inode.value(), directory.value(), name);
  }

  private void requireFree(InodeId directory, Name name) throws FsException {
    if (looks.entry(directory, name).isPresent()) {
      throw new FsException(FsFailure.EXISTS, "the name is taken: " + name);
    }
  }

  void unlink(InodeId directory, Name name) throws FsException {
    looks.entry(directory, name);
    forget(remover.unlink(directory.value(), name));
  }

  /** Tells if nothing leads to a file any more. */
  void forget(Inode inode) {
    if (inode.nlink() == 0) {
      activity.nameless(inode.id());
    }
  }

  void rmdir(InodeId directory, Name name) throws FsException {
    Optional<Entry> entry = looks.entry(directory, name);
    if (entry.isPresent()) {
      requireListed(entry.get());
    }
    remover.rmdir(directory.value(), name);
  }

  /** Whether a directory is empty can only be said when all of its names are known. */
  private void requireListed(Entry entry) throws FsException {
    Inode inode = looks.inode(new InodeId(entry.inode()));
    if (inode.isDirectory() && !inode.isListed()) {
      remote.requireListed(inode);
    }
  }

  void rename(
      InodeId fromDirectory, Name fromName, InodeId toDirectory, Name toName, RenameMode mode)
      throws FsException {
    requireKnown(looks.entry(fromDirectory, fromName));
    Optional<Entry> target = looks.entry(toDirectory, toName);
    if (mode == RenameMode.EXCHANGE) {
      requireKnown(target);
      mover.exchange(fromDirectory.value(), fromName, toDirectory.value(), toName);
      return;
    }
    if (target.isPresent()) {
      requireListed(target.get());
    }
    boolean replace = mode == RenameMode.REPLACE;
    mover
        .rename(fromDirectory.value(), fromName, toDirectory.value(), toName, replace)
        .ifPresent(this::forget);
  }

  /** What is not known before a rename would be looked for under the new name. */
  private void requireKnown(Optional<Entry> moved) throws FsException {
    if (moved.isPresent()) {
      InodeId id = new InodeId(moved.get().inode());
      Inode inode = index.require(id);
      if (inode.isDirectory()) {
        remote.requireListedBelow(inode);
      }
      looks.inode(id);
    }
  }
}
