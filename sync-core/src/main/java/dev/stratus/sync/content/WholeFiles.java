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

/** Records together that files which were fetched are whole here. */
final class WholeFiles {

  private WholeFiles() {}

  /** Returns the files that it left as they were. */
  static List<OpenFile> record(Environment environment, Collection<OpenFile> files)
      throws FsException {
    Map<OpenFile, Whole> whole = new LinkedHashMap<>();
    List<OpenFile> others = new ArrayList<>();
    for (OpenFile file : files) {
      Optional<Whole> here = file.whole();
      here.ifPresentOrElse(is -> whole.put(file, is), () -> others.add(file));
    }
    if (!whole.isEmpty()) {
      environment.store().syncAll();
      others.addAll(environment.index().changeAlways(change -> record(change, whole)));
      whole.forEach(OpenFile::recordedWhole);
    }
    return others;
  }

  /**
   * What was written or cut meanwhile has another generation, and its own record. What was given up
   * in part is returned.
   */
  private static List<OpenFile> record(IndexChange change, Map<OpenFile, Whole> whole)
      throws FsException {
    List<OpenFile> lost = new ArrayList<>();
    for (Map.Entry<OpenFile, Whole> each : whole.entrySet()) {
      OpenFile file = each.getKey();
      Optional<Inode> row = change.inode(file.inode());
      if (file.losses() != each.getValue().losses()) {
        lost.add(file);
      } else if (row.isPresent()
          && row.get().contentGeneration() == each.getValue().generation()
          && !row.get().isWriting()) {
        change.deletePresence(row.get().id());
        change.put(row.get().edit().baseLimit(0).cached(row.get().size()).done());
      }
    }
    return lost;
  }
}
