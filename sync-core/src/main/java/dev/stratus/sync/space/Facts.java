package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.NamedObject;
import dev.stratus.sync.index.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the index knows of a file and of its objects, at one moment. */
record Facts(Optional<Inode> inode, List<NamedObject> names) {

  static Facts of(Tables tables, long inode, Optional<Inode> row) throws FsException {
    return new Facts(row, tables.entries().withObjects(List.of(inode)));
  }

  /** Of many files, whose rows are known, with one look at the index. */
  static Map<Long, Facts> of(Tables tables, Map<Long, Optional<Inode>> rows) throws FsException {
    Map<Long, Facts> facts = new LinkedHashMap<>();
    rows.forEach((inode, row) -> facts.put(inode, new Facts(row, new ArrayList<>())));
    for (NamedObject name : tables.entries().withObjects(rows.keySet())) {
      Facts of = facts.get(name.entry().inode());
      if (of != null) {
        of.names().add(name);
      }
    }
    return facts;
  }
}
