package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what a listing alone could not: with one request each, and a small change each. */
final class Doubts {

  /** From the copy to the deletion, in a directory of many files. */
  static final Duration RENAME_TAKES = Duration.ofMinutes(1);

  /** By more, S3 servers refuse requests. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(15);

  private final CloudStore cloud;
  private final Index index;
  private final OpenFiles files;
  private final Clock clock;
  private final Flights flights;
  private final Adoption adoption;
  private final Importer importer;
  private final Removal removal;
  private final LinkLists links;
  private final RenamedTwice renames;
  private final Newcomers newcomers = new Newcomers();

  Doubts(RemoteParts parts, Importer importer) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.files = parts.files();
    this.clock = parts.clock();
    this.flights = parts.flights();
    this.adoption = parts.adoption();
    this.importer = importer;
    this.removal = new Removal(parts);
    this.links = new LinkLists(parts.cloud(), parts.paths());
    this.renames = new RenamedTwice(parts);
  }

  /** Returns false if it is to be looked at again a little later. */
  boolean decide(Doubt doubt) throws FsException, CloudException {
    if (doubt instanceof Doubt.Blocked) {
      return false;
    } else if (doubt instanceof Doubt.Changed changed) {
      return decideChanged(changed);
    } else if (doubt instanceof Doubt.Familiar familiar) {
      return decideFamiliar(familiar);
    } else if (doubt instanceof Doubt.Returned returned) {
      return decideReturned(returned);
    } else if (doubt instanceof Doubt.Missing missing && isGone(missing.known().key())) {
      return decideGone(missing);
    }
    return true;
  }

  private boolean decideGone(Doubt.Missing missing) throws FsException, CloudException {
    Succession next = succeed(missing.known());
    return next == Succession.NONE
        ? removal.remove(missing.known(), missing.asked())
        : next == Succession.DONE;
  }

  private boolean decideReturned(Doubt.Returned returned) throws FsException, CloudException {
    Optional<ObjectInfo> info = cloud.find(returned.key());
    if (info.isEmpty()) {
      return true;
    }
    flights.returned(returned.key());
    Optional<Doubt> left =
        index.change(
            change -> {
              Tree tree = new Tree(change, adoption);
              Importer.Sight sight = new Importer.Sight(info.get(), returned.asked(), true);
              Optional<Doubt> found = importer.see(change, tree, sight);
              tree.finish();
              return found;
            });
    return left.isEmpty() || decide(left.get());
  }

  private boolean decideChanged(Doubt.Changed changed) throws FsException, CloudException {
    CloudObject known = changed.known();
    Optional<ObjectInfo> info =
        changed.info().metadata().isPresent()
            ? Optional.of(changed.info())
            : cloud.find(known.key());
    if (info.isEmpty()) {
      return true;
    }
    Optional<Doubt> left =
        index.change(
            change -> {
              Optional<Inode> inode = change.inode(known.inode());
              return inode.isPresent() && isQuiet(change, known, changed.asked())
                  ? importer.seeChanged(change, known, inode.get(), info.get(), changed.asked())
                  : Optional.<Doubt>empty();
            });
    return left.isEmpty()
        || adoption.adoptContent(known, info.get(), false)
        || !files.isUsed(known.inode());
  }

  /** Whether the row is still the one that the listing was compared with. */
  private boolean isQuiet(IndexChange change, CloudObject known, long asked) throws FsException {
    Long entry = known.entry();
    return entry != null
        && !flights.touched(known.key(), asked)
        && change.tables().objects().get(known.key()).equals(Optional.of(known))
        && change.tables().pending().get(entry).isEmpty();
  }

  /** A rename where the old key is gone, a hard link where a list says so, else a copy. */
  private boolean decideFamiliar(Doubt.Familiar familiar) throws FsException, CloudException {
    ObjectInfo info = familiar.info();
    ObjectAttributes attributes = Adoption.attributes(info);
    List<CloudObject> others = others(attributes);
    for (CloudObject other : others) {
      if (areLinked(attributes, other, info)) {
        index.change(change -> link(change, familiar, other));
        return true;
      }
    }
    boolean renaming = isFresh(info);
    for (CloudObject other : others) {
      if (renaming) {
        newcomers.expect(other.key(), info.key(), attributes.linkGroup().isEmpty());
      }
      Optional<ObjectInfo> there = cloud.find(other.key());
      if (there.isEmpty()) {
        flights.departed(other.key());
        others.forEach(each -> newcomers.decided(each.key(), info.key()));
        return follow(familiar, other);
      }
      renaming &=
          !attributes.nonce().equals(Adoption.attributes(there.get()).nonce())
              && !wasRenamedTwice(info, there.get());
    }
    if (renaming) {
      return false;
    }
    others.forEach(other -> newcomers.decided(other.key(), info.key()));
    return index.change(change -> copy(change, familiar));
  }

  /**
   * Whether both of us renamed a file at the same time: it had another key before than the one
   * under which we have just put it ourselves, so nobody is about to delete ours.
   */
  private boolean wasRenamedTwice(ObjectInfo info, ObjectInfo ours) {
    ObjectAttributes attributes = Adoption.attributes(ours);
    return attributes.linkGroup().isEmpty()
        && attributes.nonce().filter(nonce -> flights.hasSent(nonce, ours.key())).isPresent()
        && ObjectMetadata.isFrom(info, ours.key()).equals(Optional.of(false));
  }

  /** Whether a new key waits for nothing but the end of the one that it was renamed from. */
  boolean awaitsRename(ObjectKey key) {
    return newcomers.isPatient(key);
  }

  /** Whether another Stratus seems to be renaming files now. */
  boolean seesRenames() {
    return !newcomers.isEmpty();
  }

  /** What became of a new key that waited for the end of another one. */
  enum Succession {
    /** Nothing waited, or it is no successor: the file goes. */
    NONE,
    DONE,
    /** It is to be looked at again a little later. */
    LATER
  }

  /** A new key that waited for the end of this one, and does no longer. */
  Optional<ObjectKey> takeSuccessor(ObjectKey key) {
    Optional<ObjectKey> next = newcomers.after(key);
    next.ifPresent(waited -> newcomers.decided(key, waited));
    return next;
  }

  /**
   * Moves a file whose new key waits for the end of the old one. What does not move stays for now:
   * whether it may be removed is asked of the guard.
   */
  void moveOn(Doubt.Missing missing) throws FsException, CloudException {
    ObjectKey key = missing.known().key();
    if (newcomers.after(key).isPresent() && isGone(key)) {
      succeed(missing.known());
    }
  }

  /** Moves the file of a key that is gone to the new one that waits for just that. */
  Succession succeed(CloudObject gone) throws FsException, CloudException {
    Optional<ObjectKey> next = newcomers.after(gone.key());
    if (next.isEmpty()) {
      return Succession.NONE;
    }
    long asked = flights.ask();
    try {
      Optional<ObjectInfo> info = cloud.find(next.get());
      if (info.isPresent() && isSuccessor(info.get(), gone)) {
        flights.departed(gone.key());
        if (!follow(new Doubt.Familiar(info.get(), asked), gone)) {
          return Succession.LATER;
        }
      }
      boolean stays = index.read(t -> t.objects().get(gone.key())).equals(Optional.of(gone));
      if (stays) {
        // Its row goes; the new key is then looked at once more, by itself.
        newcomers.forget(gone.key());
        return Succession.NONE;
      }
      newcomers.decided(gone.key(), next.get());
      return Succession.DONE;
    } finally {
      flights.answered();
    }
  }

  private boolean isSuccessor(ObjectInfo info, CloudObject gone) throws FsException {
    Optional<String> id = Adoption.attributes(info).cloudId();
    return id.isPresent()
        && index.read(tables -> tables.objects().get(info.key())).isEmpty()
        && index.inode(gone.inode()).filter(inode -> inode.cloudId().equals(id.get())).isPresent();
  }

  private boolean follow(Doubt.Familiar familiar, CloudObject other)
      throws FsException, CloudException {
    if (flights.touched(other.key(), familiar.asked())) {
      return false;
    }
    if (index.change(change -> renames.follow(change, familiar, other))) {
      return true;
    }
    if (index.change(change -> renames.part(change, familiar, other))) {
      // The other object is a file of its own now.
      return false;
    }
    Optional<Doubt> left = index.change(change -> move(change, familiar, other));
    return left.isEmpty() || decide(left.get());
  }

  /**
   * Whether a Stratus may have made the object just now and be about to delete the old one, or to
   * list both as links: it gives each object that it makes a nonce of its own, where a copy by
   * other tools keeps the old one's. If it was ended in the middle, both show in the end, also
   * where the clock here is far behind the server's.
   */
  private boolean isFresh(ObjectInfo info) {
    Duration age = Duration.between(info.lastModified(), clock.instant());
    return Adoption.attributes(info).nonce().isPresent()
        && age.compareTo(RENAME_TAKES) < 0
        && age.compareTo(CLOCKS_DIFFER.negated()) > 0;
  }

  private List<CloudObject> others(ObjectAttributes attributes) throws FsException {
    String id = attributes.cloudId().orElse("");
    return index.read(
        tables -> {
          List<CloudObject> found = new ArrayList<>();
          for (Inode inode : tables.inodes().byCloudId(id)) {
            found.addAll(tables.objects().ofInode(inode.id()));
          }
          found.removeIf(object -> object.entry() == null);
          return found;
        });
  }

  private boolean areLinked(ObjectAttributes attributes, CloudObject other, ObjectInfo info)
      throws FsException, CloudException {
    String group = attributes.linkGroup().orElse("");
    Optional<Inode> inode = index.inode(other.inode());
    if (group.isEmpty()
        || inode.isEmpty()
        || !group.equals(inode.get().linkGroup())
        || !inode.get().contentId().equals(attributes.contentId().orElse(""))
        || !Importer.hasBytes(other, inode.get(), info)) {
      return false;
    }
    return links.keys(group).containsAll(List.of(info.key().value(), other.key().value()));
  }

  /** Makes directories on the way, for what the caller puts there in any case. */
  private Optional<Importer.Place> freePlace(IndexChange change, Doubt.Familiar familiar)
      throws FsException {
    ObjectInfo info = familiar.info();
    if (flights.touched(info.key(), familiar.asked())
        || change.tables().objects().get(info.key()).isPresent()) {
      return Optional.empty();
    }
    Tree tree = new Tree(change, adoption);
    Optional<Importer.Place> place =
        importer.place(tree, info.key(), info.lastModified().toEpochMilli());
    tree.record();
    if (place.isEmpty()
        || change.tables().entries().find(place.get().parent(), place.get().name()).isPresent()) {
      return Optional.empty();
    }
    tree.shows(info.key());
    return place;
  }

  private boolean link(IndexChange change, Doubt.Familiar familiar, CloudObject other)
      throws FsException {
    Optional<Inode> inode = change.inode(other.inode());
    Optional<Importer.Place> place =
        inode.isPresent() ? freePlace(change, familiar) : Optional.<Importer.Place>empty();
    if (place.isEmpty()) {
      return false;
    }
    change.put(inode.get().edit().nlink(inode.get().nlink() + 1).done());
    long entry = change.addEntry(place.get().parent(), place.get().name(), inode.get().id()).id();
    change.putObject(Adoption.seenAs(change, other, familiar.info(), entry));
    return true;
  }

  /** Returns what is left to be decided: a file may have other bytes under its new name. */
  private Optional<Doubt> move(IndexChange change, Doubt.Familiar familiar, CloudObject other)
      throws FsException {
    Long id = other.entry();
    if (id == null || !isQuiet(change, other, familiar.asked())) {
      return Optional.empty();
    }
    var entry = change.tables().entries().get(id);
    Optional<Inode> inode = change.inode(other.inode());
    if (entry.isEmpty() || inode.isEmpty()) {
      return Optional.empty();
    }
    Optional<Importer.Place> place = freePlace(change, familiar);
    if (place.isEmpty()) {
      return Optional.of(new Doubt.Blocked(familiar.info().key()));
    }
    change.moveEntry(entry.get(), place.get().parent(), place.get().name());
    Removal.removeEmptyDirectories(change, entry.get().parent());
    change.put(inode.get());
    change.deleteObject(other.key());
    CloudObject moved = other.movedTo(familiar.info().key(), change.nextSeq());
    change.putObject(moved);
    return importer.seeChanged(change, moved, inode.get(), familiar.info(), familiar.asked());
  }

  private boolean copy(IndexChange change, Doubt.Familiar familiar) throws FsException {
    Optional<Importer.Place> place = freePlace(change, familiar);
    if (place.isPresent()) {
      adoption.adoptNew(change, place.get().parent(), place.get().name(), familiar.info(), false);
    }
    return place.isPresent();
  }

  private boolean isGone(ObjectKey key) throws CloudException {
    boolean gone = cloud.find(key).isEmpty();
    if (gone) {
      flights.departed(key);
    }
    return gone;
  }
}
