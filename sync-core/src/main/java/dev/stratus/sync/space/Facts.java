package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the index knows of a file and of its objects, at one moment. */
record Facts(Optional<Inode> inode, List<Named> names) {

  /** One name, its object, and what waits for the uploader. */
  record Named(Entry entry, Optional<CloudObject> object, Optional<Pending> pending) {}

  static Facts of(Tables tables, long inode, Optional<Inode> row) throws FsException {
    List<Named> names = new ArrayList<>();
    for (Entry entry : tables.entries().ofInode(inode)) {
      names.add(
          new Named(entry, tables.objects().ofEntry(entry.id()), tables.pending().get(entry.id())));
    }
    return new Facts(row, List.copyOf(names));
  }
}
