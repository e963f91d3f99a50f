package dev.stratus.mount.cli;

import dev.stratus.sync.control.CacheUse;
import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.Conflict;
import dev.stratus.sync.control.DiskUse;
import dev.stratus.sync.control.FailedUpload;
import dev.stratus.sync.control.Finding;
import dev.stratus.sync.control.Listing;
import dev.stratus.sync.control.MountFacts;
import dev.stratus.sync.control.MountStatus;
import dev.stratus.sync.control.SyncStatus;
import dev.stratus.sync.control.Transfer;
import java.io.PrintStream;

/** The status of a mount for a human; what is nothing is left out. */
final class StatusText {

  private static final int PERCENT = 100;

  private final PrintStream out;

  StatusText(PrintStream out) {
    this.out = out;
  }

  void print(MountStatus status) {
    printState(status.mount(), status.sync());
    printFacts(status.mount());
    SyncStatus sync = status.sync();
    printSwitches(sync.switches(), status.mount());
    RestText.rows(sync.resting()).forEach(text -> row("RESTS", text));
    row("listing", listing(sync.listing()));
    if (sync.held() != null) {
      row("WAITS", HeldText.row(sync.held(), status.mount().mountPoint()));
    }
    row("to upload", HumanText.amount(sync.toBeUploaded()));
    row("uploading", HumanText.amount(sync.uploading()));
    printFailed(sync);
    sync.transfers().forEach(this::printTransfer);
    row("cache", cache(sync.cache()));
    if (sync.cache().refusal() != null) {
      item("FULL: new bytes are refused, " + sync.cache().refusal());
    }
    printDisk(sync.disk(), status.mount());
    if (sync.trash().files() > 0) {
      row("trash", HumanText.amount(sync.trash()) + "; 'stratus trash list' names them");
    }
    if (sync.neverUploaded().files() > 0) {
      row("stay here", HumanText.amount(sync.neverUploaded()) + " whose names are to be ignored");
    }
    printConflicts(sync);
    printFindings(sync);
  }

  private void printState(MountFacts mount, SyncStatus sync) {
    if (!sync.switches().cloud()) {
      out.println(
          mount.mountPoint()
              + ": the cloud is switched OFF; 'stratus sync enable "
              + mount.mountPoint()
              + "' switches it on");
    } else if (sync.stopped()) {
      out.println(
          mount.mountPoint()
              + ": sync is STOPPED; 'stratus sync start "
              + mount.mountPoint()
              + "' lets it go on");
    } else if (sync.lastError() != null) {
      out.println(
          mount.mountPoint()
              + ": sync waits for the cloud since "
              + HumanText.time(sync.lastError().since())
              + ": "
              + sync.lastError().reason());
    } else {
      out.println(mount.mountPoint() + ": sync is running");
    }
  }

  private void printSwitches(CloudState switches, MountFacts mount) {
    String root = mount.mountPoint() + "/";
    for (String bundle : switches.off()) {
      row("OFF", root + bundle + "; 'stratus sync enable " + root + bundle + "' switches it on");
    }
    for (String bundle : switches.stopped()) {
      row("STOPPED", root + bundle + "; 'stratus sync start " + root + bundle + "' starts it");
    }
  }

  private void printFacts(MountFacts mount) {
    String prefix = mount.prefix().isEmpty() ? "" : "/" + mount.prefix();
    row("bucket", mount.bucket() + prefix + (mount.readOnly() ? ", read-only" : ""));
    row("endpoint", mount.endpoint() + " (" + mount.endpointReason() + ")");
    row("engine", mount.engine() + " (" + mount.engineReason() + ")");
    row("state", mount.stateDirectory());
    row("log", mount.log() == null ? "on the daemon's terminal" : mount.log());
    row(
        "daemon",
        "process "
            + mount.pid()
            + ", version "
            + mount.version()
            + ", since "
            + HumanText.time(mount.since()));
  }

  static String listing(Listing listing) {
    String compared =
        listing.lastCompare() == null ? "" : ", compared " + HumanText.time(listing.lastCompare());
    String events =
        switch (listing.events()) {
          case "LIVE" -> ", changes are told at once";
          case "LOST" -> ", the stream of changes broke and is tried again";
          default -> "";
        };
    String trouble = listing.trouble() == null ? "" : "; tried again: " + listing.trouble();
    return (listing.complete() ? "complete" : "under way")
        + objects(listing)
        + compared
        + events
        + trouble;
  }

  /** In a life that has not listed yet, what was known before has not been counted. */
  private static String objects(Listing listing) {
    if (listing.complete() && listing.lastCompare() == null) {
      return "";
    }
    return listing.objects() == 1 ? ", 1 object" : ", " + listing.objects() + " objects";
  }

  private static String cache(CacheUse cache) {
    String limit =
        cache.limit() == null
            ? ""
            : ", taking " + HumanText.size(cache.room()) + " of " + HumanText.size(cache.limit());
    String free =
        cache.minFree() == 0
            ? ""
            : "; " + HumanText.size(cache.minFree()) + " of the disk are to stay free";
    return HumanText.files(cache.files()) + ", " + HumanText.size(cache.bytes()) + limit + free;
  }

  private void printDisk(DiskUse disk, MountFacts mount) {
    if (disk.full()) {
      row("disk", "FULL: new bytes find no room, reading and uploading go on as far as they can;");
      item(
          "free some on the disk of the state directory, or drop local copies: stratus clean-cache -r "
              + mount.mountPoint());
    }
  }

  private void printFailed(SyncStatus sync) {
    row("failed", HumanText.files(sync.failedCount()));
    for (FailedUpload failed : sync.failed()) {
      String next =
          failed.nextTry() == null ? "" : ", next try " + HumanText.time(failed.nextTry());
      item(
          HumanText.path(failed.path())
              + ": "
              + failed.reason()
              + " (attempts: "
              + failed.attempts()
              + next
              + ")");
    }
    more(sync.failedCount() - sync.failed().size());
  }

  private void printTransfer(Transfer transfer) {
    long percent = transfer.total() == 0 ? PERCENT : transfer.done() * PERCENT / transfer.total();
    boolean up = transfer.direction() == Transfer.Direction.UPLOAD;
    row(
        up ? "up" : "down",
        transfer.path() + ": " + percent + " % of " + HumanText.size(transfer.total()));
  }

  void printConflicts(SyncStatus sync) {
    if (sync.conflictCount() == 0) {
      return;
    }
    row(
        "conflicts",
        HumanText.files(sync.conflictCount())
            + " changed here and in the cloud; what was written here is in:");
    for (Conflict conflict : sync.conflicts()) {
      item(
          HumanText.path(conflict.path())
              + ": of "
              + conflict.original()
              + ", "
              + HumanText.time(conflict.since()));
    }
    more(sync.conflictCount() - sync.conflicts().size());
  }

  private void printFindings(SyncStatus sync) {
    if (sync.findingCount() == 0) {
      return;
    }
    row("findings", Long.toString(sync.findingCount()));
    for (Finding finding : sync.findings()) {
      item(finding.where() + ": " + finding.what() + "; " + finding.hint());
    }
    more(sync.findingCount() - sync.findings().size());
  }

  private void row(String name, String value) {
    out.printf("  %-10s %s%n", name, value);
  }

  private void item(String text) {
    out.println("    " + text);
  }

  private void more(long count) {
    if (count > 0) {
      item("and " + count + " more");
    }
  }
}
