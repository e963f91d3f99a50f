package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index's knowledge of the cloud complete and fresh: the first listing and every compare
 * in the background, and what a program asks for at once.
 */
public final class RemoteListing implements RemoteKnowledge, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RemoteListing.class);

  private final RemoteParts parts;
  private final RemoteSettings settings;
  private final Index index;
  private final SharedWaits waits;
  private final MarkerLook markers;
  private final Looker looker;
  private final BucketIdentity identity;
  private final RemovalGuard guard;
  private final Comparer comparer;
  private final Events events;
  private final DirectoryReader directories;
  private final Freshness freshness;

  private volatile boolean closed;

  public RemoteListing(RemoteParts parts, RemoteSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.index = parts.index();
    AtomicLong numbers = new AtomicLong();
    this.waits =
        new SharedWaits(
            parts.waits(),
            settings.workers(),
            task -> daemon(task, "remote-" + numbers.incrementAndGet()));
    Pages pages = new Pages(parts, task -> daemon(task, "remote-list").start());
    this.markers = new MarkerLook(parts);
    this.looker = new Looker(parts, markers);
    Importer importer = new Importer(parts);
    Doubts doubts = new Doubts(parts, importer);
    PageReader reader = new PageReader(parts, importer, doubts);
    this.identity = new BucketIdentity(parts.cloud(), index, parts.paths());
    this.guard = new RemovalGuard(settings.removals(), parts.clock());
    Compare.Means means = new Compare.Means(pages, reader, doubts, identity, guard);
    this.comparer = new Comparer(parts, means, settings.compareInterval());
    EventWork work = new EventWork(parts, means, comparer::seen);
    this.events = new Events(parts, work, comparer);
    this.directories = new DirectoryReader(parts, means, comparer::seen, () -> closed);
    this.freshness = new Freshness(settings.old(), this::isTold, this::refresh);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Gives the bucket its UUID at the first mount; finds out at every later one whether it is still
   * the same. Where nobody answers, the first compare finds out, and until then nothing goes up.
   *
   * @param away why the cloud did not answer a moment ago, which spares asking it; null if it did
   * @throws CloudException if the cloud does not answer and the index knows no bucket yet
   */
  public void recogniseBucket(@Nullable CloudException away) throws FsException, CloudException {
    CloudException unanswered = away == null ? tryToRecognise() : away;
    if (unanswered == null) {
      return;
    }
    if (!identity.isKnown()) {
      throw unanswered;
    }
    guard.awaitFirstLook();
    parts.waits().patience().away();
    log.warn("Whether this is the right bucket is found out later: {}", unanswered.getMessage());
  }

  private @Nullable CloudException tryToRecognise() throws FsException {
    try {
      BucketIdentity.Found found = identity.establish(!settings.readOnly(), parts.uuids());
      recognise(found);
      if (found == BucketIdentity.Found.SAME) {
        lookAtRoot();
      }
      return null;
    } catch (CloudException e) {
      return e;
    }
  }

  /** Everybody who uses the folder comes by its root: what it has is known before there is one. */
  private void lookAtRoot() throws FsException, CloudException {
    if (index.require(InodeId.ROOT).attributesUnknown()) {
      markers.look(InodeId.ROOT.value(), parts.cloud()::find);
    }
  }

  private void recognise(BucketIdentity.Found found) throws FsException {
    // To count a million objects takes longer than the rest of a mount.
    boolean same = found == BucketIdentity.Found.SAME;
    guard.passes(found, false, same ? 0 : index.read(tables -> tables.objects().count()));
  }

  /** Begins to list or compare, and to follow what the bucket tells. */
  public void start() throws FsException {
    comparer.start();
    events.start();
  }

  /** What holds removals back, or everything. */
  public RemovalGuard guard() {
    return guard;
  }

  /**
   * Lets the next compare do what was held back.
   *
   * @return what it was
   */
  public Optional<RemovalGuard.Hold> accept() throws FsException, CloudException {
    Optional<RemovalGuard.Hold> held = guard.hold();
    if (held.isPresent() && held.get().reason().isOfBucket()) {
      identity.takeWhatIsThere(!settings.readOnly(), parts.uuids());
    }
    guard.accept();
    compareNow();
    return held;
  }

  @Override
  public void requireListed(Inode directory) throws FsException {
    if (comparer.isListed() || directory.isListed()) {
      return;
    }
    requireOurBucket();
    waits.await(
        "listing of directory " + directory.id(),
        errand -> directories.list(directory.id(), errand));
  }

  @Override
  public void requireListedBelow(Inode directory) throws FsException {
    if (comparer.isListed()) {
      return;
    }
    requireOurBucket();
    waits.await(
        "listing of everything below directory " + directory.id(),
        errand -> directories.listBelow(directory.id(), errand));
  }

  /** A program uses a directory that is known. */
  @Override
  public void used(Inode directory) {
    freshness.used(directory.id());
  }

  /** Before the first listing each directory is listed as it is asked for anyway. */
  private boolean isTold() {
    return !comparer.isListed() || events.state() == EventState.LIVE;
  }

  private void refresh(long directory) {
    waits.begin(
        "another look at directory " + directory,
        errand -> {
          try {
            directories.refresh(directory, errand);
          } finally {
            freshness.done();
          }
        });
  }

  private void requireOurBucket() throws FsException {
    if (guard.isBucketHeld() && guard.hold().isEmpty()) {
      waits.await("first look at the bucket", this::lookFirst);
    }
    if (guard.isBucketHeld()) {
      throw new FsException(FsFailure.IO_ERROR, "this is not the bucket that the index knows");
    }
  }

  /** The cloud has not answered since the mount began: the first who needs it asks. */
  private void lookFirst(Errand errand) throws FsException, CloudException {
    recognise(errand.ask(() -> identity.establish(!settings.readOnly(), parts.uuids())));
    comparer.now();
  }

  @Override
  public void requireAttributes(Inode inode) throws FsException {
    if (!inode.attributesUnknown()) {
      return;
    }
    if (inode.isDirectory()) {
      // That there is no marker means nothing in another bucket.
      requireOurBucket();
    }
    for (Long neighbour : looker.neighbours(inode)) {
      waits.begin(attributesOf(neighbour), errand -> looker.lookAtAttributes(neighbour, errand));
    }
    waits.await(attributesOf(inode.id()), errand -> looker.lookAtAttributes(inode.id(), errand));
  }

  private static String attributesOf(long inode) {
    return "look at the attributes of inode " + inode;
  }

  @Override
  public void requireTarget(Inode link) throws FsException {
    if (link.targetUnknown()) {
      waits.await(
          "look at the target of inode " + link.id(),
          errand -> looker.lookAtTarget(link.id(), errand));
    }
  }

  /** Compares soon, whatever the interval. */
  public void compareNow() {
    comparer.now();
  }

  /** Whether the whole bucket was listed since the state directory was made. */
  public boolean isComplete() {
    return comparer.isListed();
  }

  /** How many objects the last whole listing had; before there was one, how many the first has. */
  public long objectsSeen() {
    return comparer.seen();
  }

  /** When the last compare came to its end. */
  public Optional<Instant> lastCompare() {
    return comparer.lastCompare();
  }

  /** How long it took. */
  public Optional<Duration> lastCompareTook() {
    return comparer.lastTook();
  }

  /** Whether changes are told at once. */
  public EventState eventState() {
    return events.state();
  }

  /** Why the last compare did not come to its end. */
  public Optional<String> trouble() {
    return comparer.trouble();
  }

  /** Begins nothing more. Requests under way end when the store is closed. */
  @Override
  public void close() {
    closed = true;
    waits.close();
    comparer.close();
    events.close();
  }

  /** Waits for the end of all threads; to be called after the store was closed too. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    boolean ended = waits.awaitEnd(millis);
    return comparer.awaitEnd(millis) && events.awaitEnd(millis) && ended;
  }
}
