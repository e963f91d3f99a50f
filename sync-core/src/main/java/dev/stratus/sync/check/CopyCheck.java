package dev.stratus.sync.check;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.CopyRepair.Way;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.AuditTable;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The index against the local copies: each file's bytes where they are said to be, and no more. */
final class CopyCheck {

  private static final int ATTEMPTS = 3;

  private final CheckParts parts;
  private final Index index;
  private final ContentStore store;
  private final OpenFiles files;
  private final CloudLook cloud;
  private final Hollow hollow;
  private final CopyRepair repair;

  CopyCheck(CheckParts parts, CloudLook cloud) {
    this.parts = parts;
    this.index = parts.index();
    this.store = parts.store();
    this.files = parts.files();
    this.cloud = cloud;
    this.hollow = new Hollow(store, cloud);
    this.repair = new CopyRepair(parts);
  }

  /**
   * Looks at every local copy.
   *
   * @param progress told how many files were looked at so far
   */
  void run(Findings findings, LongConsumer progress)
      throws FsException, CloudException, InterruptedException {
    removed(findings);
    unknown(findings);
    long seen = 0;
    long after = 0;
    List<Long> page;
    do {
      long from = after;
      page = index.read(tables -> tables.audit().filesWithBytes(from));
      Map<Long, Long> allocated = store.allocated(page);
      for (long id : page) {
        after = id;
        look(id, allocated.get(id), findings);
      }
      seen += page.size();
      progress.accept(seen);
    } while (page.size() == AuditTable.MOST);
  }

  /** What lost its last name goes when its last user does; what was overlooked then is left. */
  private void removed(Findings findings) throws FsException, InterruptedException {
    List<Inode> suspects = index.read(tables -> tables.inodes().nameless());
    if (!suspects.isEmpty()) {
      Thread.sleep(Check.PAUSE_MILLIS);
    }
    for (Inode inode : suspects) {
      files.whileUnused(inode.id(), () -> lookRemoved(inode.id(), findings));
    }
  }

  private void lookRemoved(long id, Findings findings) throws FsException {
    if (!parts.isGoing().test(id) && index.inode(id).filter(row -> row.nlink() == 0).isPresent()) {
      findings.mendable(Problem.REMOVED_FILE_LEFT, "file " + id, "it was removed and is not gone");
      if (findings.repairs()) {
        parts.letGo().accept(id);
      }
    }
  }

  private void unknown(Findings findings) throws FsException {
    String what = "the index knows no file of this local copy";
    if (findings.repairs() && parts.strangers().canSettle()) {
      for (Strangers.Settled settled : parts.strangers().settle()) {
        findings.mendable(
            Problem.COPY_UNKNOWN, "local copy " + settled.copy(), what + ": " + settled.how());
      }
      return;
    }
    for (long copy : parts.strangers().find()) {
      if (findings.repairs()) {
        findings.remains(
            Problem.COPY_UNKNOWN,
            "local copy " + copy,
            what + "; it gets a name once the bucket is listed");
      } else {
        findings.mendable(Problem.COPY_UNKNOWN, "local copy " + copy, what);
      }
    }
  }

  private void look(long id, @Nullable Long allocated, Findings findings)
      throws FsException, CloudException, InterruptedException {
    Optional<CopyState> found = index.read(tables -> CopyState.of(tables, id));
    if (found.isEmpty()) {
      return;
    }
    CopyState file = found.get();
    Problem problem = file.fault(store, files.isUsed(id));
    boolean holes = allocated != null && allocated < file.inode().cached();
    if (problem == null && holes && !files.isUsed(id) && hollow.is(file)) {
      problem = Problem.COPY_HOLLOW;
    }
    if (problem != null && isStill(file)) {
      judge(file, problem, findings);
    }
  }

  /** What was changed while it was looked at has been judged by an old row. */
  private boolean isStill(CopyState file) throws FsException {
    long id = file.inode().id();
    Optional<CopyState> now = index.read(tables -> CopyState.of(tables, id));
    return now.filter(state -> state.isStill(file)).isPresent();
  }

  private void judge(CopyState file, Problem problem, Findings findings)
      throws FsException, CloudException, InterruptedException {
    String where = parts.paths().of(file.name()).orElse(file.name().name());
    CloudObject same = file.same();
    CloudObject base = file.base();
    if (same != null && cloud.has(same)) {
      mend(file, Way.FETCH_AGAIN, same, new Found(problem, where, what(problem)), findings);
    } else if (base != null && cloud.has(base)) {
      boolean gone = problem == Problem.COPY_MISSING;
      String what =
          what(problem)
              + (gone
                  ? ", with changes that the cloud never had; it has the version before them"
                  : "; the cloud has the version before its last changes");
      Way way = gone ? Way.TAKE_FORMER : Way.SET_ASIDE;
      mend(file, way, base, new Found(problem, where, what), findings);
    } else if (problem == Problem.COPY_MISSING) {
      findings.remains(
          Problem.BYTES_LOST, where, what(problem) + ", and the cloud has not got its bytes");
    } else {
      findings.remains(
          problem,
          where,
          what(problem) + ", and the cloud has not got them: what is missing reads as zeros");
    }
  }

  private record Found(Problem problem, String where, String what) {}

  private void mend(CopyState file, Way way, CloudObject object, Found found, Findings findings)
      throws FsException, InterruptedException {
    if (!findings.repairs() || repairPatiently(file, way, object)) {
      findings.mendable(found.problem(), found.where(), found.what());
    } else {
      findings.remains(
          found.problem(),
          found.where(),
          found.what() + "; it is in use: close it, then check again");
    }
  }

  /** Our own chores use a file for a moment, and the kernel after its last close. */
  private boolean repairPatiently(CopyState file, Way way, CloudObject object)
      throws FsException, InterruptedException {
    for (int attempt = 1; !repair.run(file, way, object); attempt++) {
      if (attempt == ATTEMPTS) {
        return false;
      }
      Thread.sleep(Check.PAUSE_MILLIS);
    }
    return true;
  }

  private static String what(Problem problem) {
    return switch (problem) {
      case COPY_MISSING -> "its local copy is gone";
      case COPY_SHORT -> "its local copy ends too early";
      default -> "its local copy has lost bytes";
    };
  }
}
