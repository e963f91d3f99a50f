package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes over into the index what the cloud has: new files, other bytes, other attributes. */
public final class Adoption {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Index index;
  private final OpenFiles files;
  private final ContentStore store;
  private final DefaultAttributes defaults;
  private final Supplier<String> uuids;

  public Adoption(
      Index index,
      OpenFiles files,
      ContentStore store,
      DefaultAttributes defaults,
      Supplier<String> uuids) {
    this.index = index;
    this.files = files;
    this.store = store;
    this.defaults = defaults;
    this.uuids = uuids;
  }

  /** What an answer says of the file; nothing where it brought no metadata. */
  public static ObjectAttributes attributes(ObjectInfo info) {
    return ObjectMetadata.decode(info.metadata().orElse(Map.of()));
  }

  /**
   * Makes a clean file, whose bytes are in the cloud, under a name that must be free.
   *
   * @param ownId whether it may carry the cloud id that its object names
   */
  public Inode adoptNew(
      IndexChange change, long parent, String name, ObjectInfo info, boolean ownId)
      throws FsException {
    ObjectAttributes attributes = attributes(info);
    String id = attributes.cloudId().filter(found -> ownId).orElseGet(uuids);
    int mode = modeOf(attributes, FileMode.REGULAR, defaults.fileMode());
    Inode.Edit edit =
        common(Inode.create(change.newNumber(), mode, id), attributes, info)
            .contentGeneration(1, attributes.contentId().orElseGet(uuids))
            .size(info.size())
            .syncedGeneration(1)
            .attributesUnknown(info.metadata().isEmpty());
    Inode inode = change.putNew(withBase(edit, mode, 1, info.size()).done());
    putXattrs(change, inode.id(), attributes);
    Entry entry = change.addEntry(parent, name, inode.id());
    change.putObject(record(change, info, entry.id(), inode));
    return inode;
  }

  /**
   * The directory that a name must be, made where it is missing. Until somebody has looked for its
   * marker, the mount's attributes are a guess that nobody is shown.
   */
  Inode adoptDirectory(IndexChange change, long parent, String name, long modifiedMillis)
      throws FsException {
    long modified = modifiedMillis * NANOS_PER_MILLI;
    Inode.Edit edit =
        Inode.create(change.newNumber(), FileMode.DIRECTORY | defaults.directoryMode(), uuids.get())
            .nlink(2)
            .owner(defaults.uid(), defaults.gid())
            .atime(modified)
            .mtime(modified)
            .ctime(modified)
            .attributesUnknown(true);
    Inode made = change.putNew(edit.contentGeneration(1, uuids.get()).done());
    change.addEntry(parent, name, made.id());
    Inode holder = change.require(parent);
    change.put(holder.edit().nlink(holder.nlink() + 1).done());
    return made;
  }

  /**
   * A directory's marker was seen: its attributes are the directory's. Where nobody knew yet what
   * is in the directory, what it showed was a guess, and the truth is no change: {@code tar} would
   * complain of one.
   */
  void adoptMarker(IndexChange change, Entry entry, Inode directory, ObjectInfo info)
      throws FsException {
    ObjectAttributes attributes = attributes(info);
    int mode = modeOf(attributes, FileMode.DIRECTORY, defaults.directoryMode());
    Inode.Edit edit =
        common(directory.edit().mode(mode), attributes, info)
            .explicit(true)
            .attributesUnknown(info.metadata().isEmpty());
    if (!directory.isListed()) {
      edit.ctime(directory.ctime());
    }
    Inode done = change.put(edit.done());
    replaceXattrs(change, done.id(), attributes);
    change.putObject(record(change, info, entry.id(), done));
  }

  /**
   * A listing has passed the place of a directory's marker: if it was not seen there is none. A
   * name without a file, in a damaged index, is for the check to find.
   */
  void settleUnmarked(IndexChange change, long directory) throws FsException {
    Optional<Inode> guessed =
        change.inode(directory).filter(Inode::isDirectory).filter(Inode::attributesUnknown);
    if (guessed.isPresent() && change.tables().objects().ofInode(directory).isEmpty()) {
      adoptDefaults(change, guessed.get());
    }
  }

  /** A directory has no marker: the mount's attributes are what it has for everybody. */
  void adoptDefaults(IndexChange change, Inode directory) throws FsException {
    change.put(directory.edit().attributesUnknown(false).done());
  }

  /** A directory's marker is gone: it follows from what is in it, as it does for all others. */
  void forgetMarker(IndexChange change, Inode directory) throws FsException {
    change.put(
        directory
            .edit()
            .mode(FileMode.DIRECTORY | defaults.directoryMode())
            .owner(defaults.uid(), defaults.gid())
            .explicit(false)
            .attributesUnknown(false)
            .done());
    change.deleteXattrs(directory.id());
  }

  /**
   * Only the attributes are others, if at all: the bytes that are here stay good. Where they are
   * the same, as after an upload of our own, no time of the file changes either.
   */
  void adoptAttributes(IndexChange change, CloudObject known, Inode inode, ObjectInfo info)
      throws FsException {
    ObjectAttributes attributes = attributes(info);
    if (hasThese(change, inode, attributes)) {
      change.putObject(reseen(change, known, info, known.metaGeneration()));
      return;
    }
    int type = inode.mode() & FileMode.TYPE_MASK;
    int permissions = inode.isDirectory() ? defaults.directoryMode() : defaults.fileMode();
    int named = modeOf(attributes, type, permissions) & FileMode.PERMISSIONS;
    Inode.Edit edit = inode.edit().mode(type | named);
    common(edit, attributes, info).atime(inode.atime()).attributesUnknown(false);
    boolean linked = inode.nlink() > 1 && !inode.isDirectory();
    Inode done = change.put(linked ? edit.nextMetaGeneration().done() : edit.done());
    replaceXattrs(change, inode.id(), attributes);
    change.putObject(reseen(change, known, info, done.metaGeneration()));
    if (linked) {
      sendToOtherNames(change, known);
    }
  }

  /** One file has one set of attributes, whatever name they came by. */
  private static void sendToOtherNames(IndexChange change, CloudObject known) throws FsException {
    for (Entry name : change.tables().entries().ofInode(known.inode())) {
      if (!Long.valueOf(name.id()).equals(known.entry())) {
        change.markPending(name.id(), false);
      }
    }
  }

  /** Whether an inode has just these attributes. */
  static boolean hasThese(IndexChange change, Inode inode, ObjectAttributes attributes)
      throws FsException {
    return attributes.mode().equals(OptionalInt.of(inode.mode()))
        && attributes.uid().equals(OptionalInt.of(inode.uid()))
        && attributes.gid().equals(OptionalInt.of(inode.gid()))
        // A directory's time follows from its entries too, which its marker does not hear of.
        && (inode.isDirectory() || attributes.mtime().equals(OptionalLong.of(inode.mtime())))
        && attributes.linkGroup().equals(Optional.ofNullable(inode.linkGroup()))
        && XattrCode.encode(attributes.xattrs())
            .equals(XattrCode.encode(change.tables().attributes().xattrs(inode.id())));
  }

  private static CloudObject reseen(
      IndexChange change, CloudObject known, ObjectInfo info, long metaGeneration) {
    return new CloudObject(
        known.key(),
        known.entry(),
        known.inode(),
        info.etag(),
        info.size(),
        info.lastModified().toEpochMilli(),
        known.contentGeneration(),
        metaGeneration,
        change.nextSeq());
  }

  /** A first look at the metadata of an object whose listing brought none: its type too. */
  void adoptFirstLook(IndexChange change, CloudObject known, Inode inode, ObjectInfo info)
      throws FsException {
    ObjectAttributes attributes = attributes(info);
    int type = inode.isDirectory() ? FileMode.DIRECTORY : FileMode.REGULAR;
    int permissions = inode.isDirectory() ? defaults.directoryMode() : defaults.fileMode();
    int mode = modeOf(attributes, type, permissions);
    Inode.Edit edit = common(inode.edit().mode(mode), attributes, info).attributesUnknown(false);
    if (!inode.isDirectory() && inode.cached() == 0) {
      withBase(edit, mode, inode.contentGeneration(), inode.size());
    }
    String content = attributes.contentId().orElse(inode.contentId());
    Inode done = change.put(edit.contentGeneration(inode.contentGeneration(), content).done());
    replaceXattrs(change, inode.id(), attributes);
    change.putObject(record(change, info, known.entry(), done));
  }

  /**
   * Takes other bytes over into a clean file, unless somebody uses it.
   *
   * @param known the object as it was last seen
   * @param keepAttributes whether attributes were changed here and are still to go up; those of a
   *     link never become a file's
   * @return false if nothing was done: it is used, or has changed meanwhile
   */
  public boolean adoptContent(CloudObject known, ObjectInfo info, boolean keepAttributes)
      throws FsException {
    boolean[] done = new boolean[1];
    long inode = known.inode();
    files.whileUnused(
        inode,
        () -> {
          done[0] =
              index.changeAlways(change -> replaceContent(change, known, info, keepAttributes));
          if (done[0]) {
            index.sync();
            store.delete(inode);
          }
        });
    return done[0];
  }

  private boolean replaceContent(
      IndexChange change, CloudObject known, ObjectInfo info, boolean keepAttributes)
      throws FsException {
    Optional<CloudObject> now = change.tables().objects().get(known.key());
    Optional<Inode> found = change.inode(known.inode());
    if (!now.equals(Optional.of(known))
        || found.isEmpty()
        || found.get().isWriting()
        || found.get().contentGeneration() != known.contentGeneration()) {
      return false;
    }
    Inode inode = found.get();
    if (inode.nlink() > 1 && !inode.isDirectory() && !LastPlace.isOnlyPlace(change, known)) {
      return splitFromLinks(change, known, inode, info);
    }
    long generation = inode.contentGeneration() + 1;
    ObjectAttributes attributes = attributes(info);
    boolean keeps = keepAttributes && hasTypeOf(inode, attributes);
    Inode.Edit edit = inode.edit();
    if (!keeps) {
      edit.mode(modeOf(attributes, FileMode.REGULAR, defaults.fileMode()));
      common(edit, attributes, info);
      replaceXattrs(change, inode.id(), attributes);
    }
    if (inode.nlink() > 1) {
      edit.linkGroup(inode.linkGroup());
    }
    Inode next =
        withBase(edit, edit.done().mode(), generation, info.size())
            .contentGeneration(generation, attributes.contentId().orElseGet(uuids))
            .size(info.size())
            .syncedGeneration(generation)
            .done();
    change.put(next);
    change.deletePresence(inode.id());
    CloudObject seen = record(change, info, known.entry(), next);
    change.putObject(keeps ? withMeta(seen, known.metaGeneration()) : seen);
    return true;
  }

  /** The bytes of a link are no file's, nor the other way round. */
  private static boolean hasTypeOf(Inode inode, ObjectAttributes attributes) {
    int mode = modeOf(attributes, FileMode.REGULAR, 0);
    return (mode & FileMode.TYPE_MASK) == (inode.mode() & FileMode.TYPE_MASK);
  }

  /** Other bytes under one of several names: that name is a file of its own from now on. */
  private boolean splitFromLinks(
      IndexChange change, CloudObject known, Inode inode, ObjectInfo info) throws FsException {
    Long entryId = known.entry();
    Optional<Entry> entry =
        entryId == null ? Optional.empty() : change.tables().entries().get(entryId);
    if (entry.isEmpty()) {
      return false;
    }
    boolean waits = change.tables().pending().get(entry.get().id()).isPresent();
    change.deleteObject(known.key());
    change.deleteEntry(entry.get());
    change.put(inode.edit().nlink(inode.nlink() - 1).done());
    adoptNew(change, entry.get().parent(), entry.get().name(), info, false);
    Optional<Entry> own = change.entry(entry.get().parent(), entry.get().name());
    if (waits && own.isPresent()) {
      // It may have another name here than there: its object is still to follow.
      change.markPending(own.get().id(), false);
    }
    return false;
  }

  /** The same bytes and attributes as another object, under another key. */
  static CloudObject seenAs(IndexChange change, CloudObject like, ObjectInfo info, long entry) {
    return new CloudObject(
        info.key(),
        entry,
        like.inode(),
        info.etag(),
        info.size(),
        info.lastModified().toEpochMilli(),
        like.contentGeneration(),
        like.metaGeneration(),
        change.nextSeq());
  }

  private static CloudObject withMeta(CloudObject object, long metaGeneration) {
    return new CloudObject(
        object.key(),
        object.entry(),
        object.inode(),
        object.etag(),
        object.size(),
        object.modifiedMillis(),
        object.contentGeneration(),
        metaGeneration,
        object.seq());
  }

  private CloudObject record(IndexChange change, ObjectInfo info, @Nullable Long entry, Inode in) {
    return new CloudObject(
        info.key(),
        entry,
        in.id(),
        info.etag(),
        info.size(),
        info.lastModified().toEpochMilli(),
        in.contentGeneration(),
        in.metaGeneration(),
        change.nextSeq());
  }

  private Inode.Edit common(Inode.Edit edit, ObjectAttributes attributes, ObjectInfo info) {
    long modified = info.lastModified().toEpochMilli() * NANOS_PER_MILLI;
    long mtime = attributes.mtime().orElse(modified);
    return edit.owner(
            attributes.uid().orElse(defaults.uid()), attributes.gid().orElse(defaults.gid()))
        .rdev(attributes.rdev().orElse(0))
        .linkGroup(attributes.linkGroup().orElse(null))
        .atime(mtime)
        .mtime(mtime)
        .ctime(modified);
  }

  /** Where the bytes are: nothing is here yet, and of a link not even its target. */
  private static Inode.Edit withBase(Inode.Edit edit, int mode, long generation, long size) {
    boolean link = FileMode.isSymlink(mode);
    boolean bytes = FileMode.isRegular(mode);
    return edit.targetUnknown(link).base(generation, bytes ? size : 0).cached(0);
  }

  /** The mode that the object names, of a type that its key allows. */
  private static int modeOf(ObjectAttributes attributes, int type, int defaultPermissions) {
    int named = attributes.mode().orElse(defaultPermissions);
    boolean typed =
        type == FileMode.REGULAR && FileMode.isKnownType(named) && !FileMode.isDirectory(named);
    return (typed ? named & FileMode.TYPE_MASK : type) | (named & FileMode.PERMISSIONS);
  }

  private static void putXattrs(IndexChange change, long inode, ObjectAttributes attributes)
      throws FsException {
    for (Map.Entry<String, byte[]> xattr : attributes.xattrs().entrySet()) {
      change.putXattr(inode, xattr.getKey(), xattr.getValue());
    }
  }

  private static void replaceXattrs(IndexChange change, long inode, ObjectAttributes attributes)
      throws FsException {
    change.deleteXattrs(inode);
    putXattrs(change, inode, attributes);
  }
}
