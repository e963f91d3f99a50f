package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes one listed object over into the index, inside a change. */
final class Importer {

  static final long ROOT_ENTRY = 1;

  /**
   * What is said of an object.
   *
   * @param asked the counter when it was asked for
   * @param certain whether it was asked for alone; a listing may be late
   */
  record Sight(ObjectInfo info, long asked, boolean certain) {}

  private final Paths paths;
  private final Flights flights;
  private final Adoption adoption;

  Importer(RemoteParts parts) {
    this.paths = parts.paths();
    this.flights = parts.flights();
    this.adoption = parts.adoption();
  }

  /**
   * Looks at one object.
   *
   * @param tree of the same change
   * @param seen what a listing, or a request for this object alone, said
   * @return what cannot be decided here
   */
  Optional<Doubt> see(IndexChange change, Tree tree, Sight seen) throws FsException {
    ObjectInfo info = seen.info();
    if (flights.touched(info.key(), seen.asked())) {
      return Optional.empty();
    }
    Optional<CloudObject> known = change.tables().objects().get(info.key());
    if (known.isPresent()) {
      return seeKnown(change, known.get(), seen);
    }
    if (!seen.certain() && flights.hasDeparted(info.key())) {
      return Optional.of(new Doubt.Returned(info.key(), seen.asked()));
    }
    if (flights.isLate(info)) {
      change.putObject(CloudObject.unwanted(info, change.nextSeq()));
      return Optional.empty();
    }
    return seeNew(change, tree, info, seen.asked());
  }

  private Optional<Doubt> seeKnown(IndexChange change, CloudObject known, Sight sight)
      throws FsException {
    ObjectInfo info = sight.info();
    if (known.seq() > sight.asked() || isSame(known, info) || !isClean(change, known)) {
      return Optional.empty();
    }
    boolean ownUpload = known.etag().equals(info.etag()) && known.modifiedMillis() == 0;
    if (info.metadata().isEmpty() && ownUpload) {
      change.putObject(seen(change, known, info));
      return Optional.empty();
    }
    Inode inode = change.require(known.inode());
    boolean believed =
        info.metadata().isPresent()
            && (sight.certain() || isLater(known, info) || isAlike(change, known, inode, info));
    if (!believed) {
      return Optional.of(new Doubt.Changed(known, withoutMetadata(info), sight.asked()));
    }
    return seeChanged(change, known, inode, info, sight.asked());
  }

  /** Whether it cannot be an earlier version, which a listing that is late would show. */
  private static boolean isLater(CloudObject known, ObjectInfo info) {
    return known.modifiedMillis() != 0
        && known.modifiedMillis() < info.lastModified().toEpochMilli();
  }

  private static boolean isAlike(
      IndexChange change, CloudObject known, Inode inode, ObjectInfo info) throws FsException {
    return known.etag().equals(info.etag())
        && Adoption.hasThese(change, inode, Adoption.attributes(info));
  }

  private static ObjectInfo withoutMetadata(ObjectInfo info) {
    return new ObjectInfo(
        info.key(), info.size(), info.etag(), info.lastModified(), Optional.empty());
  }

  /**
   * Whether nothing was changed here: what was is compared with the object by the uploader, as
   * {@link Decision} says too, when its turn comes.
   */
  private static boolean isClean(IndexChange change, CloudObject known) throws FsException {
    Long entry = known.entry();
    return entry != null
        && change.tables().pending().get(entry).isEmpty()
        && change.inode(known.inode()).isPresent();
  }

  /** Whether nothing has changed since it was last seen. */
  static boolean isSame(CloudObject known, ObjectInfo info) {
    return known.etag().equals(info.etag())
        && known.modifiedMillis() == info.lastModified().toEpochMilli();
  }

  /** Decides with metadata at hand. */
  Optional<Doubt> seeChanged(
      IndexChange change, CloudObject known, Inode inode, ObjectInfo info, long asked)
      throws FsException {
    Decision.There there = there(known, inode, info);
    if (Decision.of(Decision.Base.SEEN, Decision.Here.CLEAN, there) == Decision.TAKE_BYTES) {
      return Optional.of(new Doubt.Changed(known, info, asked));
    }
    adoption.adoptAttributes(change, known, inode, info);
    return Optional.empty();
  }

  private static Decision.There there(CloudObject known, Inode inode, ObjectInfo info) {
    boolean sameBytes = inode.isDirectory() || hasBytes(known, inode, info);
    return sameBytes ? Decision.There.ATTRIBUTES : Decision.There.BYTES;
  }

  /**
   * Whether an object has the bytes that it had when it was last seen. What it says of its bytes is
   * not believed where another length or digest says otherwise: tools that keep the metadata that
   * they do not know write other bytes under it.
   */
  static boolean hasBytes(CloudObject known, Inode inode, ObjectInfo info) {
    if (known.etag().equals(info.etag())) {
      return true;
    }
    boolean differs =
        known.size() != info.size() || (known.etag().isDigest() && info.etag().isDigest());
    return !differs
        && Adoption.attributes(info).contentId().filter(inode.contentId()::equals).isPresent();
  }

  private static CloudObject seen(IndexChange change, CloudObject known, ObjectInfo info) {
    return new CloudObject(
        known.key(),
        known.entry(),
        known.inode(),
        info.etag(),
        info.size(),
        info.lastModified().toEpochMilli(),
        known.contentGeneration(),
        known.metaGeneration(),
        change.nextSeq());
  }

  private Optional<Doubt> seeNew(IndexChange change, Tree tree, ObjectInfo info, long asked)
      throws FsException {
    String key = info.key().value().substring(paths.prefix().length());
    if (Paths.isReserved(key)) {
      seeReserved(change, info);
      return Optional.empty();
    }
    Optional<String> objection = Paths.objection(key);
    if (key.isEmpty() || objection.isPresent()) {
      objection.ifPresent(what -> tree.note(info.key(), what));
      return Optional.empty();
    }
    if (key.endsWith("/")) {
      return seeMarker(change, tree, key.substring(0, key.length() - 1), info);
    }
    return seeFile(change, tree, key, info, asked);
  }

  private void seeReserved(IndexChange change, ObjectInfo info) throws FsException {
    Optional<Entry> root = change.tables().entries().get(ROOT_ENTRY);
    boolean isRoot =
        root.isPresent()
            && paths.keyOf(root.get(), true).equals(Optional.of(info.key()))
            && change.tables().pending().get(ROOT_ENTRY).isEmpty();
    if (isRoot && info.metadata().isPresent()) {
      Inode inode = change.require(InodeId.ROOT.value());
      adoption.adoptMarker(change, root.get(), inode, info);
    }
  }

  private Optional<Doubt> seeMarker(IndexChange change, Tree tree, String path, ObjectInfo info)
      throws FsException {
    OptionalLong directory = tree.directory(path, info.lastModified().toEpochMilli());
    if (directory.isEmpty()) {
      tree.note(info.key(), "a directory below a file");
      return Optional.of(new Doubt.Blocked(info.key()));
    }
    Inode inode = change.require(directory.getAsLong());
    for (Entry entry : change.tables().entries().ofInode(inode.id())) {
      // What waits for its upload is no change of attributes that nobody has seen.
      boolean waits = change.tables().pending().get(entry.id()).isPresent();
      if (!waits || inode.attributesUnknown()) {
        adoption.adoptMarker(change, entry, inode, info);
      }
    }
    tree.shows(info.key());
    return Optional.empty();
  }

  private Optional<Doubt> seeFile(
      IndexChange change, Tree tree, String key, ObjectInfo info, long asked) throws FsException {
    int slash = key.lastIndexOf('/');
    OptionalLong parent =
        tree.directory(key.substring(0, Math.max(0, slash)), info.lastModified().toEpochMilli());
    if (parent.isEmpty()) {
      tree.note(info.key(), "a file below a file");
      return Optional.of(blocked(change, info, asked));
    }
    String name = key.substring(slash + 1);
    Optional<Entry> taken = change.tables().entries().find(parent.getAsLong(), name);
    if (taken.isPresent()) {
      whoTookIt(change, taken.get()).ifPresent(what -> tree.note(info.key(), what));
      return change.require(taken.get().inode()).isDirectory()
          ? Optional.of(blocked(change, info, asked))
          : Optional.empty();
    }
    if (isFamiliar(change, info)) {
      return Optional.of(new Doubt.Familiar(info, asked));
    }
    adoption.adoptNew(change, parent.getAsLong(), name, info, true);
    tree.shows(info.key());
    return Optional.empty();
  }

  private static boolean isFamiliar(IndexChange change, ObjectInfo info) throws FsException {
    Optional<String> id = Adoption.attributes(info).cloudId();
    return id.isPresent() && !change.tables().inodes().byCloudId(id.get()).isEmpty();
  }

  /** Also where there is no room yet, a file that is being renamed has to be known as one. */
  private static Doubt blocked(IndexChange change, ObjectInfo info, long asked) throws FsException {
    return isFamiliar(change, info)
        ? new Doubt.Familiar(info, asked)
        : new Doubt.Blocked(info.key());
  }

  /** Says what shows in the object's place for good; a file that goes up settles it with it. */
  private static Optional<String> whoTookIt(IndexChange change, Entry taken) throws FsException {
    if (change.require(taken.inode()).isDirectory()) {
      return Optional.of("there is a directory of the same name, which shows");
    }
    return change.tables().localNames().has(taken.id())
        ? Optional.of("a file of this name, which is never uploaded, shows; rename that one")
        : Optional.empty();
  }

  /** Where a key's file belongs, its directories made where they are missing. */
  Optional<Place> place(Tree tree, ObjectKey key, long modifiedMillis) throws FsException {
    String path = key.value().substring(paths.prefix().length());
    int slash = path.lastIndexOf('/');
    OptionalLong parent = tree.directory(path.substring(0, Math.max(0, slash)), modifiedMillis);
    return parent.isPresent()
        ? Optional.of(new Place(parent.getAsLong(), path.substring(slash + 1)))
        : Optional.empty();
  }

  /** A name in a directory. */
  record Place(long parent, String name) {}

  static Finding finding(ObjectKey key, String what) {
    return new Finding(key.value(), what);
  }
}
