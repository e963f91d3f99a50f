package dev.stratus.mount.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real folder: does operations, and is compared with what was acknowledged. */
final class Folder {

  private final Path root;

  Folder(Path root) {
    this.root = root;
  }

  static byte[] bytes(Operation operation) {
    byte[] bytes = new byte[operation.length()];
    new Random(operation.seed()).nextBytes(bytes);
    return bytes;
  }

  /** Returns when all of the operation was answered, the sync of what was written included. */
  void run(Operation operation) throws IOException {
    Path path = root.resolve(operation.path());
    switch (operation.kind()) {
      case WRITE -> write(path, operation);
      case RENAME -> Files.move(path, root.resolve(operation.to()), StandardCopyOption.ATOMIC_MOVE);
      case UNLINK, RMDIR -> Files.delete(path);
      case MKDIR -> Files.createDirectory(path);
      case LINK -> Files.createLink(root.resolve(operation.to()), path);
      case SETXATTR -> xattrs(path).write(operation.to(), ByteBuffer.wrap(bytes(operation)));
    }
  }

  private static void write(Path path, Operation operation) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      if (operation.offset() < 0) {
        file.setLength(0);
      } else {
        file.seek(operation.offset());
      }
      file.write(bytes(operation));
      // Half of all programs trust the close.
      if (operation.seed() % 2 == 0) {
        file.getFD().sync();
      }
    }
  }

  private static UserDefinedFileAttributeView xattrs(Path path) {
    return Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
  }

  /** What an answered operation makes of the acknowledged state. */
  static void acknowledge(Acknowledged state, Operation operation) {
    switch (operation.kind()) {
      case WRITE -> {
        Acknowledged.@Nullable File there = state.file(operation.path());
        Acknowledged.File file = there == null ? new Acknowledged.File() : there;
        file.bytes = written(file.bytes, operation);
        state.put(operation.path(), file);
      }
      case RENAME -> state.rename(operation.path(), operation.to());
      case UNLINK, RMDIR -> state.remove(operation.path());
      case MKDIR -> state.mkdir(operation.path());
      case LINK -> state.put(operation.to(), state.require(operation.path()));
      case SETXATTR -> state.require(operation.path()).xattrs.put(operation.to(), bytes(operation));
    }
  }

  private static byte[] written(byte[] before, Operation operation) {
    byte[] bytes = bytes(operation);
    if (operation.offset() < 0) {
      return bytes;
    }
    int end = operation.offset() + bytes.length;
    byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
    System.arraycopy(bytes, 0, after, operation.offset(), bytes.length);
    return after;
  }

  /**
   * Compares; the operation that was not answered may have been done, or not, and a write in part.
   *
   * @return what is wrong, or nothing; the state then knows how the operation ended
   */
  String compare(Acknowledged state, @Nullable Operation unanswered) throws IOException {
    if (unanswered != null) {
      settle(state, unanswered);
    }
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !path.equals(root))
          .forEach(path -> found.add(root.relativize(path).toString()));
    }
    TreeSet<String> wanted = new TreeSet<>(state.files());
    wanted.addAll(state.directories());
    StringBuilder wrong = new StringBuilder();
    wanted.stream()
        .filter(path -> !found.contains(path))
        .forEach(p -> wrong.append("lost " + p + "; "));
    found.stream()
        .filter(path -> !wanted.contains(path))
        .forEach(p -> wrong.append("extra " + p + "; "));
    for (String path : state.files()) {
      if (found.contains(path)) {
        wrong.append(compareFile(path, state.require(path)));
      }
    }
    return wrong.toString();
  }

  private String compareFile(String path, Acknowledged.File wanted) throws IOException {
    byte[] found = Files.readAllBytes(root.resolve(path));
    int differs = Arrays.mismatch(found, wanted.bytes);
    String wrong =
        differs < 0
            ? ""
            : path
                + ": byte "
                + differs
                + " of "
                + wanted.bytes.length
                + " (found "
                + found.length
                + "); ";
    Map<String, byte[]> xattrs = readXattrs(path);
    boolean same =
        xattrs.keySet().equals(wanted.xattrs.keySet())
            && xattrs.entrySet().stream()
                .allMatch(e -> Arrays.equals(e.getValue(), wanted.xattrs.get(e.getKey())));
    return same ? wrong : wrong + path + ": attributes " + xattrs.keySet() + "; ";
  }

  private Map<String, byte[]> readXattrs(String path) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    UserDefinedFileAttributeView view = xattrs(root.resolve(path));
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      found.put(name, value.array());
    }
    return found;
  }

  /** Finds out whether an operation was done that nobody was answered. */
  private void settle(Acknowledged state, Operation operation) throws IOException {
    Path path = root.resolve(operation.path());
    boolean done =
        switch (operation.kind()) {
          case WRITE -> false;
          case RENAME, UNLINK, RMDIR -> !Files.exists(path);
          case MKDIR -> Files.exists(path);
          case LINK -> Files.exists(root.resolve(operation.to()));
          case SETXATTR ->
              Arrays.equals(readXattrs(operation.path()).get(operation.to()), bytes(operation));
        };
    if (done) {
      acknowledge(state, operation);
    } else if (operation.kind() == Operation.Kind.WRITE && Files.exists(path)) {
      settleWrite(state, operation);
    }
  }

  /** Each byte must be one that was there or one that was being written: no zeros, no others. */
  private void settleWrite(Acknowledged state, Operation operation) throws IOException {
    Acknowledged.@Nullable File known = state.file(operation.path());
    Acknowledged.File file = known == null ? new Acknowledged.File() : known;
    byte[] found = Files.readAllBytes(root.resolve(operation.path()));
    byte[] after = written(file.bytes, operation);
    for (int i = 0; i < found.length; i++) {
      boolean old = i < file.bytes.length && found[i] == file.bytes[i];
      boolean young = i < after.length && found[i] == after[i];
      if (!old && !young) {
        return;
      }
    }
    boolean cut = operation.offset() < 0;
    if (cut || found.length >= Math.min(file.bytes.length, after.length)) {
      file.bytes = found;
      state.put(operation.path(), file);
    }
  }
}
