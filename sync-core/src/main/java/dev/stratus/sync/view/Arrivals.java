package dev.stratus.sync.view;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.namespace.UnfinishedName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Files that come into the folder from elsewhere: each in one step, when all of its bytes are here
 * and on the disk, or not at all.
 */
public final class Arrivals {

  /** The one attribute of ours that a file carries about. */
  private static final String FAVORITE = CloudAttributes.PREFIX + "favorite";

  private static final OpenMode NEW_FILE = new OpenMode(true, true, false, true);

  private final FileSystemView view;
  private final Caller owner;
  private final int directoryMode;
  private final Supplier<String> uuids;

  /**
   * @param owner of directories that have to be made, which have this mode
   */
  public Arrivals(FileSystemView view, Caller owner, int directoryMode, Supplier<String> uuids) {
    this.view = view;
    this.owner = owner;
    this.directoryMode = directoryMode;
    this.uuids = uuids;
  }

  /**
   * Where a file goes.
   *
   * @param path below the mount's root
   * @param placing called when all bytes are here, which may take long
   */
  public record Place(String path, Placing placing) {

    /** A place where nothing may be. */
    public static Place free(String path) {
      return new Place(path, rename -> rename.run(RenameMode.NO_REPLACE));
    }
  }

  /** Lets a file take its place, or fails where that would lose something. */
  @FunctionalInterface
  public interface Placing {
    void place(Rename rename) throws IOException;
  }

  /** The last step, after which the file is in its place. */
  @FunctionalInterface
  public interface Rename {
    void run(RenameMode mode) throws FsException;
  }

  /**
   * What a file has beside its bytes.
   *
   * @param xattrs without the virtual ones
   */
  public record Look(
      int permissions, int uid, int gid, TimeChange mtime, Map<String, byte[]> xattrs) {}

  /** Takes bytes, piece by piece. */
  @FunctionalInterface
  public interface Sink {
    void take(byte[] bytes, long offset) throws FsException;
  }

  /** Gives all bytes of a file, and then tells its look. */
  @FunctionalInterface
  public interface Source {
    Look give(Sink sink) throws IOException;
  }

  /**
   * Brings a file: in the place of one that is there, whose attributes it takes over, or as a new
   * one with its own. Directories on the way are made where they are missing.
   */
  public void bring(Source source, Place place) throws IOException {
    Name name = Name.of(last(place.path()));
    bring(source, directory(parent(place.path())), name, place.placing());
  }

  /** The same for a name in a directory. */
  public void bring(Source source, InodeId directory, Name name, Placing placing)
      throws IOException {
    Name unfinished = UnfinishedName.of(uuids.get());
    Created file = view.create(InodeId.ROOT, unfinished, 0600, NEW_FILE, owner);
    try {
      Look own = fill(file.handle(), source);
      Optional<Attributes> there = find(directory, name);
      dress(file.attributes().inode(), there.isPresent() ? look(there.get().inode()) : own);
      placing.place(mode -> view.rename(InodeId.ROOT, unfinished, directory, name, mode));
    } catch (IOException | RuntimeException e) {
      drop(unfinished, e);
      throw e;
    }
  }

  /**
   * Lets a file of the folder take another place, with the attributes of the file that is there.
   *
   * @param by path of the file that goes there
   */
  public void replace(String by, Place place) throws IOException {
    InodeId directory = directory(parent(place.path()));
    InodeId from = directory(parent(by));
    Name name = Name.of(last(place.path()));
    Name taken = Name.of(last(by));
    dress(view.lookup(from, taken).inode(), look(view.lookup(directory, name).inode()));
    place.placing().place(mode -> view.rename(from, taken, directory, name, mode));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Look fill(Handle handle, Source source) throws IOException {
    try {
      Look look =
          source.give((bytes, offset) -> view.write(handle, ByteBuffer.wrap(bytes), offset));
      view.fsync(handle, false);
      return look;
    } finally {
      view.flush(handle);
      view.release(handle);
    }
  }

  private void drop(Name unfinished, Exception why) {
    try {
      view.unlink(InodeId.ROOT, unfinished);
    } catch (FsException e) {
      why.addSuppressed(e);
    }
  }

  /** A directory, which is made with all above it where it is missing. */
  public InodeId directory(String path) throws FsException {
    InodeId found = InodeId.ROOT;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("/", -1))) {
      InodeId parent = found;
      Optional<Attributes> there = find(parent, Name.of(name));
      found =
          there.isPresent()
              ? there.get().inode()
              : view.mkdir(parent, Name.of(name), directoryMode, owner).inode();
    }
    return found;
  }

  private Optional<Attributes> find(InodeId directory, Name name) throws FsException {
    try {
      return Optional.of(view.lookup(directory, name));
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Look look(InodeId file) throws FsException {
    Attributes attributes = view.getattr(file);
    Map<String, byte[]> xattrs = new HashMap<>();
    for (String name : view.listxattr(file)) {
      if (!name.startsWith(CloudAttributes.PREFIX)) {
        xattrs.put(name, view.getxattr(file, name));
      }
    }
    xattrs.put(FAVORITE, view.getxattr(file, FAVORITE));
    int permissions = attributes.mode() & FileMode.PERMISSIONS;
    return new Look(permissions, attributes.uid(), attributes.gid(), TimeChange.omit(), xattrs);
  }

  private void dress(InodeId file, Look look) throws FsException {
    for (Map.Entry<String, byte[]> xattr : look.xattrs().entrySet()) {
      view.setxattr(file, xattr.getKey(), xattr.getValue(), XattrMode.CREATE_OR_REPLACE);
    }
    view.setattr(file, AttributeChange.owner(look.uid(), look.gid()));
    view.setattr(file, AttributeChange.mode(look.permissions()));
    view.setattr(file, AttributeChange.times(TimeChange.omit(), look.mtime()));
  }
}
