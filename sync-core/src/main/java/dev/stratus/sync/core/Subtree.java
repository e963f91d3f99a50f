package dev.stratus.sync.core;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.RemoteKnowledge;
import dev.stratus.sync.peer.FileRights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks what is at and below a path, as the index knows it. */
final class Subtree {

  /** Something to be done with each inode. */
  @FunctionalInterface
  interface Visitor {
    void visit(String path, Inode inode) throws FsException;
  }

  private record Step(String path, Inode inode, int depth) {}

  private static final int PAGE = 1000;

  private final Index index;
  private final Paths paths;
  private final RemoteKnowledge remote;

  Subtree(Index index, Paths paths, RemoteKnowledge remote) {
    this.index = index;
    this.paths = paths;
    this.remote = remote;
  }

  /** Finds what a path leads to; the directories on the way are listed first if need be. */
  Inode require(String path) throws FsException {
    Optional<Inode> found = paths.find(path);
    if (found.isEmpty() && !path.isEmpty()) {
      int slash = path.lastIndexOf('/');
      Inode parent = require(slash < 0 ? "" : path.substring(0, slash));
      if (parent.isDirectory()) {
        remote.requireListed(parent);
      }
      found = paths.find(path);
    }
    return found.orElseThrow(
        () -> new FsException(FsFailure.NOT_FOUND, "no such file or directory: " + path));
  }

  /** Whom the inodes on the way to a path belong to, as far as there are any. */
  List<FileRights> wayTo(String path) throws FsException {
    List<FileRights> way = new ArrayList<>();
    String[] names = path.isEmpty() ? new String[0] : path.split("/", -1);
    for (int depth = 0; depth <= names.length; depth++) {
      Optional<Inode> step = find(String.join("/", List.of(names).subList(0, depth)));
      if (step.isEmpty()) {
        return way;
      }
      remote.requireAttributes(step.get());
      Inode inode = index.require(new InodeId(step.get().id()));
      way.add(new FileRights(inode.uid(), inode.gid(), inode.mode() & FileMode.PERMISSIONS));
    }
    return way;
  }

  private Optional<Inode> find(String path) throws FsException {
    try {
      return Optional.of(require(path));
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Visits the inode at a path and what is below it.
   *
   * @param depth how many directories deep: 0 for the inode alone
   */
  void walk(String path, int depth, Visitor visitor) throws FsException {
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(path, require(path), 0));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      visitor.visit(step.path(), step.inode());
      if (step.inode().isDirectory() && step.depth() < depth) {
        pushChildren(steps, step);
      }
    }
  }

  /** Walks the files and links below a directory in pages. */
  StateWalk states(String path, Inode directory, @Nullable String after) throws FsException {
    return new StateWalk(index, remote, path, directory, after);
  }

  private void pushChildren(Deque<Step> steps, Step step) throws FsException {
    long after = 0;
    List<Entry> page;
    do {
      long from = after;
      page = index.read(tables -> tables.entries().list(step.inode().id(), from, PAGE));
      for (Entry entry : page) {
        after = entry.id();
        Optional<Inode> inode = index.inode(entry.inode());
        if (inode.isPresent()) {
          String path = step.path().isEmpty() ? entry.name() : step.path() + "/" + entry.name();
          steps.push(new Step(path, inode.get(), step.depth() + 1));
        }
      }
    } while (page.size() == PAGE);
  }
}
