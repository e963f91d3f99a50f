package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Records together that files which were fetched are whole here. */
final class WholeFiles {

  private WholeFiles() {}

  /** Returns the files that it left as they were. */
  static List<OpenFile> record(Environment environment, Collection<OpenFile> files)
      throws FsException {
    Map<OpenFile, Long> whole = new LinkedHashMap<>();
    List<OpenFile> others = new ArrayList<>();
    for (OpenFile file : files) {
      OptionalLong generation = file.wholeGeneration();
      if (generation.isPresent()) {
        whole.put(file, generation.getAsLong());
      } else {
        others.add(file);
      }
    }
    if (!whole.isEmpty()) {
      environment.store().syncAll();
      environment.index().changeAlways(change -> record(change, whole));
      whole.forEach(OpenFile::recordedWhole);
    }
    return others;
  }

  /** What was written or cut meanwhile has another generation, and its own record. */
  private static int record(IndexChange change, Map<OpenFile, Long> whole) throws FsException {
    int recorded = 0;
    for (Map.Entry<OpenFile, Long> each : whole.entrySet()) {
      Optional<Inode> row = change.inode(each.getKey().inode());
      if (row.isPresent()
          && row.get().contentGeneration() == each.getValue()
          && !row.get().isWriting()) {
        change.deletePresence(row.get().id());
        change.put(row.get().edit().baseLimit(0).cached(row.get().size()).done());
        recorded++;
      }
    }
    return recorded;
  }
}
