package dev.stratus.sync.history;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.ObjectAttributes;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.XattrMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Writes versions into the mount, as a program would. */
public final class Restorer {

  /** Begins the names of files that are not whole yet; the ignore rules know it. */
  public static final String UNFINISHED = ".stratus-restore-";

  private static final Pattern UNFINISHED_NAME =
      Pattern.compile(Pattern.quote(UNFINISHED) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final OpenMode NEW_FILE = new OpenMode(true, true, false, false, true);

  private final FileSystemView view;
  private final History history;
  private final DefaultAttributes defaults;
  private final Supplier<String> uuids;

  public Restorer(
      FileSystemView view, History history, DefaultAttributes defaults, Supplier<String> uuids) {
    this.view = view;
    this.history = history;
    this.defaults = defaults;
    this.uuids = uuids;
  }

  /** Whether a name is one that is given here, and that nobody types. */
  public static boolean isUnfinished(String name) {
    return UNFINISHED_NAME.matcher(name).matches();
  }

  /** What a file has beside its bytes. */
  private record Look(int permissions, int uid, int gid, Map<String, byte[]> xattrs) {}

  /**
   * Writes a version under a path: in one step in the place of the file that is there, whose
   * attributes it takes over, or as a new one with those that the version names. Directories on the
   * way are made where they are missing.
   *
   * @param mode what is done with a file that is there
   * @param progress told how many bytes have come
   */
  public void write(ObjectVersion version, String path, RenameMode mode, LongConsumer progress)
      throws IOException {
    InodeId directory = directory(parent(path));
    Name name = new Name(name(path));
    Name unfinished = new Name(UNFINISHED + uuids.get());
    Optional<Attributes> there = find(directory, name);
    Caller owner = new Caller(defaults.uid(), defaults.gid());
    Created file = view.create(directory, unfinished, 0600, NEW_FILE, owner);
    try {
      Optional<ObjectInfo> info = fill(file.handle(), version, progress);
      Look look = there.isPresent() ? look(there.get().inode()) : look(info);
      dress(file.attributes().inode(), look);
      view.rename(directory, unfinished, directory, name, mode);
    } catch (IOException | RuntimeException e) {
      drop(directory, unfinished, e);
      throw e;
    }
  }

  /**
   * Puts a file into the place of another one, whose attributes it takes over.
   *
   * @param version path of the file whose bytes are wanted; its name goes
   */
  public void replace(String path, String version) throws FsException {
    InodeId directory = directory(parent(path));
    InodeId from = directory(parent(version));
    Name name = new Name(name(path));
    Name taken = new Name(name(version));
    dress(view.lookup(from, taken).inode(), look(view.lookup(directory, name).inode()));
    view.rename(from, taken, directory, name, RenameMode.REPLACE);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Optional<ObjectInfo> fill(Handle handle, ObjectVersion version, LongConsumer progress)
      throws IOException {
    try {
      Optional<ObjectInfo> info =
          history.read(
              version,
              (bytes, offset) -> view.write(handle, ByteBuffer.wrap(bytes), offset),
              progress);
      view.fsync(handle, false);
      return info;
    } finally {
      view.flush(handle);
      view.release(handle);
    }
  }

  private void drop(InodeId directory, Name name, Exception why) {
    try {
      view.unlink(directory, name);
    } catch (FsException e) {
      why.addSuppressed(e);
    }
  }

  private InodeId directory(String path) throws FsException {
    InodeId found = InodeId.ROOT;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("/", -1))) {
      InodeId parent = found;
      Optional<Attributes> there = find(parent, new Name(name));
      found = there.isPresent() ? there.get().inode() : make(parent, new Name(name));
    }
    return found;
  }

  private InodeId make(InodeId parent, Name name) throws FsException {
    Caller owner = new Caller(defaults.uid(), defaults.gid());
    return view.mkdir(parent, name, defaults.directoryMode(), owner).inode();
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
      xattrs.put(name, view.getxattr(file, name));
    }
    int permissions = attributes.mode() & FileMode.PERMISSIONS;
    return new Look(permissions, attributes.uid(), attributes.gid(), xattrs);
  }

  private Look look(Optional<ObjectInfo> info) {
    Optional<ObjectAttributes> said = info.map(Adoption::attributes);
    return new Look(
        said.map(a -> a.mode().orElse(defaults.fileMode())).orElse(defaults.fileMode())
            & FileMode.PERMISSIONS,
        said.map(a -> a.uid().orElse(defaults.uid())).orElse(defaults.uid()),
        said.map(a -> a.gid().orElse(defaults.gid())).orElse(defaults.gid()),
        said.map(ObjectAttributes::xattrs).orElse(Map.of()));
  }

  private void dress(InodeId file, Look look) throws FsException {
    for (Map.Entry<String, byte[]> xattr : look.xattrs().entrySet()) {
      view.setxattr(file, xattr.getKey(), xattr.getValue(), XattrMode.CREATE_OR_REPLACE);
    }
    view.setattr(file, AttributeChange.owner(look.uid(), look.gid()));
    view.setattr(file, AttributeChange.mode(look.permissions()));
  }
}
