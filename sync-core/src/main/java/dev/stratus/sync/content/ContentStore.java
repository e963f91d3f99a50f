package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The directory of the local copies: {@code content/xx/<inode>}. */
public final class ContentStore {

  private static final int DIRECTORIES = 256;
  private static final String COPY = "copy-";

  private final Path root;
  private final HolePuncher holes;

  private ContentStore(Path root, HolePuncher holes) {
    this.root = root;
    this.holes = holes;
  }

  /** The same with the holes that any system can make. */
  public static ContentStore open(Path root) throws FsException {
    return open(root, HolePuncher.byCommand());
  }

  /** Opens the store, and makes its directories where they are missing. */
  public static ContentStore open(Path root, HolePuncher holes) throws FsException {
    try {
      for (int i = 0; i < DIRECTORIES; i++) {
        Files.createDirectories(directory(root, i));
      }
      dropCopies(root);
    } catch (IOException e) {
      throw failure("making of the content store " + root, e);
    }
    return new ContentStore(root, holes);
  }

  /** What a kill left of copies for uploads. */
  private static void dropCopies(Path root) throws IOException {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(root, COPY + "*")) {
      for (Path copy : copies) {
        Files.delete(copy);
      }
    }
  }

  /** Opens a local copy. */
  public ContentFile open(long inode) throws FsException {
    try {
      return ContentFile.open(path(inode));
    } catch (IOException e) {
      throw failure("opening of the local copy of inode " + inode, e);
    }
  }

  /** Makes the local copy of an inode that has none; one that is there is not ours: refused. */
  public ContentFile create(long inode) throws FsException {
    try {
      return ContentFile.create(path(inode));
    } catch (IOException e) {
      throw failure("making of the local copy of inode " + inode, e);
    }
  }

  /** Makes the local copy of an inode; nothing if there is one. */
  Optional<ContentFile> createIfAbsent(long inode) throws FsException {
    try {
      return Optional.of(ContentFile.create(path(inode)));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("making of the local copy of inode " + inode, e);
    }
  }

  /** A copy without a name, which is gone when it is closed; shares its room where a disk can. */
  ContentFile copy(long inode) throws FsException {
    Path copy = root.resolve(COPY + inode);
    try {
      Files.copy(path(inode), copy, StandardCopyOption.REPLACE_EXISTING);
      try {
        return ContentFile.open(copy);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw failure("copying of the local copy of inode " + inode, e);
    }
  }

  /**
   * Gives the room of bytes back that are not needed any more.
   *
   * @throws FsException {@link FsFailure#NOT_SUPPORTED} if the disk has no holes
   */
  void punch(long inode, long offset, long length) throws FsException {
    try {
      holes.punch(path(inode), offset, length);
    } catch (IOException e) {
      throw new FsException(
          FsFailure.NOT_SUPPORTED, "no hole in the local copy of inode " + inode + ": " + e, e);
    }
  }

  public boolean exists(long inode) {
    return Files.exists(path(inode));
  }

  /** Deletes a local copy; that there is none is no error. */
  public void delete(long inode) throws FsException {
    try {
      Files.deleteIfExists(path(inode));
    } catch (IOException e) {
      throw failure("deleting of the local copy of inode " + inode, e);
    }
  }

  /**
   * Gives a local copy to another inode, which must have none.
   *
   * <p>For bytes that are found after a crash.
   */
  public void give(long from, long to) throws FsException {
    try {
      Files.move(path(from), path(to));
    } catch (IOException e) {
      throw failure("moving of the local copy of inode " + from, e);
    }
  }

  /** Gives a local copy away, to a file of the same file system. */
  public void give(long inode, Path target) throws FsException {
    try {
      Files.move(path(inode), target);
    } catch (IOException e) {
      throw failure("moving of the local copy of inode " + inode + " to " + target, e);
    }
  }

  /** Gives a local copy a second place in the same file system; it stays in its own too. */
  public void link(long inode, Path target) throws FsException {
    try {
      Files.createLink(target, path(inode));
    } catch (IOException e) {
      throw failure("linking of the local copy of inode " + inode + " to " + target, e);
    }
  }

  /** How many bytes a local copy is long, holes included; 0 where there is none. */
  public long sizeOf(long inode) throws FsException {
    try {
      return Files.exists(path(inode)) ? Files.size(path(inode)) : 0;
    } catch (IOException e) {
      throw failure("stat of the local copy of inode " + inode, e);
    }
  }

  /**
   * How many bytes of the disk local copies take, by inode: less than they are long where they have
   * holes. What is not there is left out.
   */
  public Map<Long, Long> allocated(Collection<Long> inodes) throws FsException {
    List<String> command = new ArrayList<>(List.of("stat", "--format=%b %B %n", "--"));
    inodes.forEach(inode -> command.add(path(inode).toString()));
    Map<Long, Long> found = new HashMap<>();
    for (String line : inodes.isEmpty() ? List.<String>of() : run(command).lines().toList()) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[0].matches("\\d+")) {
        long inode = Long.parseLong(words[2].substring(words[2].lastIndexOf('/') + 1));
        found.put(inode, Long.parseLong(words[0]) * Long.parseLong(words[1]));
      }
    }
    return found;
  }

  /** Makes that new local copies are found after a power cut. */
  public void syncDirectoryOf(long inode) throws FsException {
    Path directory = path(inode).resolveSibling("");
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failure("sync of " + directory, e);
    }
  }

  /**
   * Returns when every local copy survives a power cut, with its name: one call for the whole disk,
   * where thousands of files would take as many waits.
   *
   * @throws FsException {@link FsFailure#IO_ERROR} if the disk could not take them
   */
  public void syncAll() throws FsException {
    try {
      Process sync =
          new ProcessBuilder("sync", "--file-system", root.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(sync.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = sync.waitFor();
      if (code != 0) {
        throw new IOException("sync ended with " + code + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FsException(FsFailure.INTERRUPTED, "the sync of the disk was interrupted", e);
    } catch (IOException e) {
      throw failure("sync of the disk below " + root, e);
    }
  }

  /** What a program of the system says. */
  private String run(List<String> command) throws FsException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FsException(FsFailure.INTERRUPTED, command.get(0) + " was interrupted", e);
    } catch (IOException e) {
      throw failure(command.get(0) + " below " + root, e);
    }
  }

  /** Names every inode that has a local copy. */
  public void forEach(LongConsumer action) throws FsException {
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = directory(root, i);
      try (Stream<Path> files = Files.list(directory)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("\\d{1,18}"))
            .forEach(name -> action.accept(Long.parseLong(name)));
      } catch (IOException e) {
        throw failure("listing of " + directory, e);
      }
    }
  }

  /** The highest number of an inode that has a local copy; 0 where none has. */
  public long highest() throws FsException {
    long[] highest = new long[1];
    forEach(inode -> highest[0] = Math.max(highest[0], inode));
    return highest[0];
  }

  /**
   * How many bytes may still be written to the disk below; 0 if it does not answer. Costs one call
   * of the system: Java's {@code FileStore} reads the table of all mounts each time.
   */
  public long freeBytes() {
    return root.toFile().getUsableSpace();
  }

  /** The same, with what only root may write. */
  public long unallocatedBytes() {
    return root.toFile().getFreeSpace();
  }

  /** How large the disk below is, in bytes; 0 if it does not answer. */
  public long totalBytes() {
    return root.toFile().getTotalSpace();
  }

  Path path(long inode) {
    return directory(root, inode % DIRECTORIES).resolve(Long.toString(inode));
  }

  private static Path directory(Path root, long number) {
    return root.resolve(HexFormat.of().toHexDigits((byte) number));
  }

  static FsException failure(String what, IOException e) {
    String message = String.valueOf(e.getMessage());
    return new FsException(kind(message), what + " failed: " + message, e);
  }

  /** Java tells the system's error by its words only. */
  private static FsFailure kind(String message) {
    if (message.contains("No space left") || message.contains("Disk quota")) {
      return FsFailure.NO_SPACE;
    }
    // Some disks end a file below our own limit.
    return message.contains("File too large") ? FsFailure.FILE_TOO_LARGE : FsFailure.IO_ERROR;
  }
}
