package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Looks at what the bucket says of one key. */
final class EventWork {

  private final CloudStore cloud;
  private final Index index;
  private final Flights flights;
  private final Compare.Means means;
  private final LongSupplier objects;
  private final String prefix;
  private final ObjectKey rootKey;

  /**
   * @param objects how many the bucket has, about
   */
  EventWork(RemoteParts parts, Compare.Means means, LongSupplier objects) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.flights = parts.flights();
    this.means = means;
    this.objects = objects;
    this.prefix = parts.paths().prefix();
    this.rootKey = parts.paths().rootKey();
  }

  /** What came of a look. */
  enum Outcome {
    DONE,
    /** It is to be looked at again a little later. */
    UNDECIDED,
    /** The end of another key is to decide it. */
    AWAITS_RENAME,
    /** Only a compare may decide it. */
    COMPARE
  }

  Outcome look(EventQueue.Waiting waiting) throws FsException, CloudException {
    boolean settled = waiting.late() && !means.doubts().awaitsRename(waiting.key());
    return settled ? Outcome.DONE : look(waiting.key(), waiting.event());
  }

  private Outcome look(ObjectKey key, CloudEvent event) throws FsException, CloudException {
    if (means.guard().isBucketHeld()) {
      return Outcome.COMPARE;
    }
    String path = key.value().substring(Math.min(prefix.length(), key.value().length()));
    if (Paths.isReserved(path) && !key.equals(rootKey)) {
      boolean lost = event instanceof CloudEvent.Deleted && means.identity().isAt(key);
      return lost ? Outcome.COMPARE : Outcome.DONE;
    }
    if (event instanceof CloudEvent.Written written && isOurs(written)) {
      return Outcome.DONE;
    }
    if (event instanceof CloudEvent.Deleted && !isWanted(key)) {
      // Its file has another object by now: what waited may have been made of the same one.
      Optional<ObjectKey> next = means.doubts().takeSuccessor(key);
      return next.isPresent() ? ask(next.get()) : Outcome.DONE;
    }
    return ask(key);
  }

  private Outcome ask(ObjectKey key) throws FsException, CloudException {
    if (flights.isUnderWay(key)) {
      return Outcome.UNDECIDED;
    }
    long asked = flights.ask();
    try {
      Optional<ObjectInfo> info = cloud.find(key);
      return info.isPresent() ? seen(info.get(), asked) : gone(key, asked);
    } finally {
      flights.answered();
    }
  }

  private boolean isOurs(CloudEvent.Written written) {
    String nonce = written.metadata().get(ObjectMetadata.NONCE);
    return nonce != null && flights.hasSent(nonce, written.key());
  }

  /** What is not wanted here is deleted by ourselves, or was never known. */
  private boolean isWanted(ObjectKey key) throws FsException {
    Optional<CloudObject> known = index.read(tables -> tables.objects().get(key));
    return known.isPresent()
        ? known.get().entry() != null
        : index.read(tables -> tables.meta().hasFinding(key.value()));
  }

  private Outcome seen(ObjectInfo info, long asked) throws FsException, CloudException {
    if (means.reader().readCertain(info, asked)) {
      return Outcome.DONE;
    }
    return means.doubts().awaitsRename(info.key()) ? Outcome.AWAITS_RENAME : Outcome.UNDECIDED;
  }

  private Outcome gone(ObjectKey key, long asked) throws FsException, CloudException {
    Optional<CloudObject> known = index.read(tables -> tables.objects().get(key));
    if (known.isEmpty()) {
      index.change(change -> forgetFinding(change, key));
      return Outcome.DONE;
    }
    if (known.get().entry() == null) {
      return Outcome.DONE;
    }
    Doubts.Succession next = means.doubts().succeed(known.get());
    if (next != Doubts.Succession.NONE) {
      return next == Doubts.Succession.DONE ? Outcome.DONE : Outcome.UNDECIDED;
    }
    if (!means.guard().mayRemoveOne(objects.getAsLong())) {
      return Outcome.COMPARE;
    }
    boolean decided = means.doubts().decide(new Doubt.Missing(known.get(), asked));
    return decided ? Outcome.DONE : Outcome.UNDECIDED;
  }

  private static ObjectKey forgetFinding(IndexChange change, ObjectKey key) throws FsException {
    if (change.tables().objects().get(key).isEmpty()) {
      change.deleteFinding(key.value());
    }
    return key;
  }
}
