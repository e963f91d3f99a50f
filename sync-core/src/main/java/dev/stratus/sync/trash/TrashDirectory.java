package dev.stratus.sync.trash;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.CloudAttributes;
import dev.stratus.sync.view.DirectoryEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trash as a directory with files, as far as it can be seen: names, attributes, values. The
 * inodes' numbers are above all that an index gives.
 */
final class TrashDirectory {

  /** The name at the mount's root. */
  static final Name NAME = new Name(".trash");

  private static final long BASE = 1L << 62;
  static final InodeId INODE = new InodeId(BASE);

  private static final long STAT_BLOCK = 512;
  private static final long DIRECTORY_SIZE = 4096;
  private static final long COOKIE_PARENT = 2;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Trash trash;
  private final Caller owner;

  /**
   * @param owner of everything in it: others cannot look into it
   */
  TrashDirectory(Trash trash, Caller owner) {
    this.trash = trash;
    this.owner = owner;
  }

  /** Whether an inode is the trash or something in it. */
  static boolean has(InodeId inode) {
    return inode.value() >= BASE;
  }

  /** What is called so. */
  Trashed require(Name name) throws FsException {
    return trash.list().stream()
        .filter(entry -> name(entry).equals(name.value()))
        .findFirst()
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "not in the trash: " + name));
  }

  /** What has this inode, which is not that of the directory. */
  Trashed require(InodeId inode) throws FsException {
    if (inode.equals(INODE)) {
      throw new FsException(FsFailure.IS_A_DIRECTORY, "the trash is a directory");
    }
    return trash
        .find(inode.value() - BASE)
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "not in the trash any more"));
  }

  Attributes attributes(InodeId inode) throws FsException {
    return inode.equals(INODE) ? directory() : file(require(inode));
  }

  Attributes directory() {
    long changed = trash.list().stream().findFirst().map(TrashDirectory::deletedNanos).orElse(0L);
    return new Attributes(
        INODE,
        FileMode.DIRECTORY | 0700,
        2,
        owner.uid(),
        owner.gid(),
        0,
        DIRECTORY_SIZE,
        DIRECTORY_SIZE / STAT_BLOCK,
        changed,
        changed,
        changed);
  }

  Attributes file(Trashed entry) {
    TrashedLook look = entry.look();
    long written = look == null ? deletedNanos(entry) : look.mtimeNanos();
    return new Attributes(
        inode(entry),
        FileMode.REGULAR | 0600,
        1,
        owner.uid(),
        owner.gid(),
        0,
        entry.size(),
        (entry.size() + STAT_BLOCK - 1) / STAT_BLOCK,
        written,
        written,
        deletedNanos(entry));
  }

  /** The cookie of a file is its number. */
  List<DirectoryEntry> list(long cookie, int limit) {
    List<DirectoryEntry> found = new ArrayList<>();
    found.add(new DirectoryEntry(".", INODE, FileMode.DIRECTORY, 1));
    found.add(new DirectoryEntry("..", InodeId.ROOT, FileMode.DIRECTORY, COOKIE_PARENT));
    trash.list().stream()
        .sorted(Comparator.comparingLong(Trashed::id))
        .map(entry -> new DirectoryEntry(name(entry), inode(entry), FileMode.REGULAR, entry.id()))
        .forEach(found::add);
    return found.stream().filter(entry -> entry.cookie() > cookie).limit(limit).toList();
  }

  /** The value of an attribute, by the original's names for those of ours. */
  Optional<byte[]> value(Trashed entry, String name) {
    if (!name.startsWith(CloudAttributes.PREFIX)) {
      TrashedLook look = entry.look();
      return Optional.ofNullable(look == null ? null : look.xattrs().get(name));
    }
    return switch (name.substring(CloudAttributes.PREFIX.length())) {
      case "recyclePath" -> text(NAME + "/" + name(entry));
      case "sourcePath" -> text(entry.path());
      case "deletetime" -> text(Long.toString(entry.deleted().toEpochMilli()));
      case "recycle", "location" -> text("1");
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> text(String value) {
    return Optional.of(value.getBytes(StandardCharsets.UTF_8));
  }

  private static InodeId inode(Trashed entry) {
    return new InodeId(BASE + entry.id());
  }

  private static long deletedNanos(Trashed entry) {
    return entry.deleted().toEpochMilli() * NANOS_PER_MILLI;
  }

  /** Its former name and its number; the former name is cut where both would be too long. */
  static String name(Trashed entry) {
    String number = "_" + entry.id();
    String name = lastName(entry);
    while (!Name.isValid(name + number)) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name + number;
  }

  /** What it was called where it was. */
  static String lastName(Trashed entry) {
    return entry.path().substring(entry.path().lastIndexOf('/') + 1);
  }
}
