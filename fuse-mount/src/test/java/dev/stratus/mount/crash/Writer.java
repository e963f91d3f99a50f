package dev.stratus.mount.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The program that works in a mount while its daemon is killed, and remembers what it was answered.
 * It obeys lines on its input: {@code go} works until an operation fails; {@code look PATH}
 * compares a folder. It answers each with one line.
 */
public final class Writer {

  private static final List<Integer> LENGTHS =
      List.of(0, 1, 700, 4096, 65_535, 65_536, 140_000, 300_000);
  private static final int NAMES = 12;
  private static final int MOST_DIRECTORIES = 8;

  private final Folder folder;
  private final Random random;
  private final Acknowledged state = new Acknowledged();
  private @Nullable Operation unanswered;
  private long answered;

  private Writer(Path mount, long seed) {
    this.folder = new Folder(mount);
    this.random = new Random(seed);
  }

  /** Arguments: the folder, and the seed of what is done. */
  public static void main(String[] arguments) throws IOException {
    Writer writer = new Writer(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null) {
      System.out.println(line.equals("go") ? writer.go() : writer.look(Path.of(line)));
      line = in.readLine();
    }
  }

  private String go() {
    while (true) {
      Operation operation = next();
      unanswered = operation;
      try {
        folder.run(operation);
      } catch (Exception e) {
        // Of a dead mount some of the JDK's calls tell by exceptions that they do not declare.
        return "stopped by " + e + " in " + operation + " after " + answered;
      }
      Folder.acknowledge(state, operation);
      unanswered = null;
      answered++;
    }
  }

  private String look(Path other) throws IOException {
    String wrong = new Folder(other).compare(state, unanswered);
    String last = " (" + answered + " answered, in the air: " + unanswered + ")";
    unanswered = null;
    return wrong.isEmpty() ? "all there" + last : "WRONG: " + wrong + last;
  }

  private Operation next() {
    while (true) {
      Operation drawn = draw();
      if (drawn != null) {
        return drawn;
      }
    }
  }

  private @Nullable Operation draw() {
    int choice = random.nextInt(100);
    String file = state.anyFile(random);
    String free = path();
    if (choice < 50 || file == null) {
      return write(random.nextInt(3) == 0 || file == null ? free : file);
    } else if (choice < 65) {
      return rename(random.nextInt(3) == 0 ? state.anyDirectory(random) : file, free);
    } else if (choice < 75) {
      return Operation.of(Operation.Kind.UNLINK, file, "");
    } else if (choice < 82) {
      boolean enough = state.directories().size() >= MOST_DIRECTORIES;
      return enough || !state.isFree(free) ? null : Operation.of(Operation.Kind.MKDIR, free, "");
    } else if (choice < 87) {
      String directory = state.anyDirectory(random);
      return directory == null || !state.isEmpty(directory)
          ? null
          : Operation.of(Operation.Kind.RMDIR, directory, "");
    } else if (choice < 92) {
      return state.isFree(free) ? Operation.of(Operation.Kind.LINK, file, free) : null;
    }
    return new Operation(
        Operation.Kind.SETXATTR, file, "k" + random.nextInt(3), random.nextLong(), 0, 30);
  }

  private String path() {
    String directory = random.nextBoolean() ? state.anyDirectory(random) : null;
    String name = "n" + random.nextInt(NAMES);
    return directory == null ? name : directory + "/" + name;
  }

  private @Nullable Operation write(String path) {
    if (state.isDirectory(path)) {
      return null;
    }
    Acknowledged.File there = state.file(path);
    int size = there == null ? 0 : there.bytes.length;
    int length = LENGTHS.get(random.nextInt(LENGTHS.size()));
    int offset = random.nextBoolean() ? -1 : random.nextInt(size + 1);
    return new Operation(Operation.Kind.WRITE, path, "", random.nextLong(), offset, length);
  }

  /** Nothing is drawn whose refusal would be right. */
  private @Nullable Operation rename(@Nullable String from, String to) {
    if (from == null || to.equals(from) || to.startsWith(from + "/") || state.isDirectory(to)) {
      return null;
    }
    boolean fits = state.isFree(to) || !state.isDirectory(from);
    boolean linked = fits && state.file(to) != null && state.file(to) == state.file(from);
    return fits && !linked ? Operation.of(Operation.Kind.RENAME, from, to) : null;
  }
}
