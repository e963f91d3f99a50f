package dev.stratus.sync.check;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Check.Steps;
import dev.stratus.sync.check.Compares.Held;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import dev.stratus.sync.namespace.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The index against the bucket. What follows from a difference is decided by the compare; here it
 * is told, and what waits for a human and is all here can be sent again.
 */
final class BucketCheck {

  private final CheckParts parts;
  private final Index index;
  private final Paths paths;
  private final CloudLook cloud;
  private final Compares compares;

  BucketCheck(CheckParts parts, CloudLook cloud, Compares compares) {
    this.parts = parts;
    this.index = parts.index();
    this.paths = parts.paths();
    this.cloud = cloud;
    this.compares = compares;
  }

  void run(Findings findings, Steps steps)
      throws FsException, CloudException, InterruptedException {
    List<Difference> lasting = new ArrayList<>();
    List<Difference> listed = new BucketListing(parts).run(seen -> steps.at("bucket", seen));
    for (Difference difference : listed) {
      if (lasts(difference)) {
        lasting.add(difference);
      }
      steps.at("second look", lasting.size());
    }
    if (listed.size() == BucketListing.MOST) {
      findings.unchecked("more than " + BucketListing.MOST + " objects differ; check again later");
    }
    if (findings.repairs() && !lasting.isEmpty()) {
      steps.await("compare", compares.begin());
    }
    for (Difference difference : lasting) {
      tell(difference, findings);
    }
  }

  /** The second look: at the row, and at the object by itself. */
  private boolean lasts(Difference difference) throws FsException, CloudException {
    CloudObject known = difference.known();
    if (!index.read(tables -> isAsKnown(tables, difference))) {
      return false;
    }
    Optional<ObjectInfo> there = cloud.stat(difference.key());
    boolean differs =
        known == null
            ? there.isPresent()
            : there.filter(info -> info.etag().equals(known.etag())).isEmpty();
    return differs && index.read(tables -> isAsKnown(tables, difference));
  }

  /** Whether the index says the same as before, and nobody is about to change that. */
  private boolean isAsKnown(Tables tables, Difference difference) throws FsException {
    if (parts.isUnderWay().test(difference.key())) {
      return false;
    }
    CloudObject known = difference.known();
    Optional<CloudObject> now = tables.objects().get(difference.key());
    if (known != null) {
      Long entry = known.entry();
      boolean pending = entry != null && tables.pending().get(entry).isPresent();
      return now.equals(Optional.of(known)) && (!pending || isLost(tables, known));
    }
    String path = difference.key().value().substring(paths.prefix().length());
    return now.isEmpty()
        && compares.isListed()
        && !tables.meta().hasFinding(difference.key().value())
        && paths.find(path).isEmpty();
  }

  /** Whether bytes of a file are neither here nor, without this object, in the cloud. */
  private static boolean isLost(Tables tables, CloudObject known) throws FsException {
    Optional<Inode> inode = tables.inodes().get(known.inode()).filter(Inode::isRegular);
    return inode.isPresent()
        && !inode.get().isComplete()
        && inode.get().baseGeneration() == known.contentGeneration();
  }

  private void tell(Difference difference, Findings findings) throws FsException, CloudException {
    CloudObject known = difference.known();
    String where = where(difference);
    if (!findings.repairs()) {
      boolean lost = known != null && index.read(tables -> isLost(tables, known));
      findings.mendable(difference.problem(), where, what(difference.problem(), lost));
    } else if (!lasts(difference)) {
      findings.mendable(difference.problem(), where, what(difference.problem(), false));
    } else if (difference.problem() == Problem.OBJECT_MISSING && known != null) {
      sendAgain(known, where, findings);
    } else {
      findings.remains(
          difference.problem(),
          where,
          what(difference.problem(), false) + "; it follows once nobody uses or changes it");
    }
  }

  private String where(Difference difference) throws FsException {
    CloudObject known = difference.known();
    Long id = known == null ? null : known.entry();
    Optional<Entry> entry =
        id == null ? Optional.empty() : index.read(tables -> tables.entries().get(id));
    Optional<String> path = entry.isPresent() ? paths.of(entry.get()) : Optional.empty();
    return path.orElse(difference.key().value());
  }

  private static String what(Problem problem, boolean lost) {
    String what =
        switch (problem) {
          case OBJECT_MISSING -> "its object is gone";
          case OBJECT_CHANGED -> "its object is another one than the index knows";
          default -> "the index does not know this object";
        };
    return lost ? what + ", and not all of its bytes are here" : what;
  }

  /**
   * Only where so many objects are gone that a human must decide: else another client deleted the
   * file, and what waits is its last user.
   */
  private void sendAgain(CloudObject known, String where, Findings findings) throws FsException {
    String what = what(Problem.OBJECT_MISSING, false);
    Held held = compares.held().orElse(null);
    if (index.read(tables -> isLost(tables, known))) {
      findings.remains(
          Problem.BYTES_LOST, where, what(Problem.OBJECT_MISSING, true) + accept(held));
    } else if (held == Held.REMOVALS && index.changeAlways(change -> sendAgain(change, known))) {
      findings.mendable(Problem.OBJECT_MISSING, where, what + "; it goes up again");
    } else {
      String why = held == null ? "; it follows once nobody uses or changes it" : accept(held);
      findings.remains(Problem.OBJECT_MISSING, where, what + why);
    }
  }

  private static String accept(@Nullable Held held) {
    return held == null ? "" : "; 'stratus sync accept' lets it go here too";
  }

  private static boolean sendAgain(IndexChange change, CloudObject known) throws FsException {
    Long entry = known.entry();
    if (entry == null || !change.tables().objects().get(known.key()).equals(Optional.of(known))) {
      return false;
    }
    change.deleteObject(known.key());
    change.markPending(entry, false);
    return true;
  }
}
