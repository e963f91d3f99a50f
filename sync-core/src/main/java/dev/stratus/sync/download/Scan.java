package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that reads small files one after the other, and those that it will probably read next.
 * Not thread safe: {@link Scans} uses it on one thread.
 */
final class Scan {

  /** Two files in order may be chance. */
  private static final int EVIDENCE = 3;

  private static final int FIRST_WINDOW = 2;

  /** At 20 ms to the server, as many files a second as programs can read. */
  private static final int MAX_WINDOW = 128;

  private static final long MAX_BYTES_AHEAD = 16L << 20;

  /** Never more is ahead than a few times what was read: it may be for nothing. */
  private static final int BYTES_AHEAD_PER_READ = 4;

  /** Several threads of one program, or a filter by name, leave some files out at first. */
  private static final int SLACK = 8;

  private static final int FREE_WASTE = 8;
  private static final int USED_PER_WASTED = 4;

  /** A file that is expected, or was lately. */
  private static final class Expected {
    private final TreeWalk.Step step;
    private boolean fetched;
    private boolean read;

    Expected(TreeWalk.Step step) {
      this.step = step;
    }
  }

  private final TreeWalk walk;
  private final long wholeFile;
  private final Map<Long, Expected> known = new HashMap<>();
  private final ArrayDeque<Expected> coming = new ArrayDeque<>();
  private final ArrayDeque<Expected> passed = new ArrayDeque<>();
  private long directory;
  private boolean recursive;
  private int inOrder;
  private int window;
  private int used;
  private int wasted;
  private long bytesRead;
  private long bytesAhead;
  private long lastRead;

  /**
   * A scan of which two files are known.
   *
   * @param walk goes on after the second one
   */
  Scan(TreeWalk walk, TreeWalk.Step second, DownloadSettings settings, long now) {
    this.walk = walk;
    this.wholeFile = settings.wholeFile();
    this.directory = second.directory();
    this.inOrder = 2;
    this.bytesRead = 2 * second.size();
    this.lastRead = now;
  }

  long lastRead() {
    return lastRead;
  }

  /** Whether a read of this file would belong to this scan. */
  boolean expects(long inode) {
    return known.containsKey(inode);
  }

  /** A read that waits for its bytes shows that too little was ahead. */
  void reached(long inode, boolean waits, long now) {
    lastRead = now;
    Expected file = known.get(inode);
    if (file == null) {
      return;
    }
    if (!file.read) {
      file.read = true;
      advanceTo(file);
    }
    if (waits && inOrder >= EVIDENCE) {
      window = window == 0 ? FIRST_WINDOW : Math.min(MAX_WINDOW, 2 * window);
    }
  }

  private void advanceTo(Expected file) {
    bytesRead += file.step.size();
    if (file.fetched) {
      used++;
      bytesAhead -= file.step.size();
    }
    if (!coming.contains(file)) {
      return;
    }
    inOrder++;
    int skipped = 0;
    for (Expected next = coming.remove(); next != file; next = coming.remove()) {
      skipped++;
      pass(next);
    }
    pass(file);
    if (skipped > SLACK) {
      window /= 2;
    }
    recursive |= file.step.directory() != directory;
    directory = file.step.directory();
  }

  /** What was passed over may still be read by another thread of the program. */
  private void pass(Expected file) {
    passed.add(file);
    if (passed.size() > 2 * SLACK) {
      Expected forgotten = passed.remove();
      known.remove(forgotten.step.inode());
      if (forgotten.fetched && !forgotten.read) {
        wasted++;
        bytesAhead -= forgotten.step.size();
      }
    }
  }

  /** What should be fetched now: the next files, as many as the window has. */
  List<Long> wanted() throws FsException {
    lookAhead();
    List<Long> wanted = new ArrayList<>();
    if (wasted > FREE_WASTE + used / USED_PER_WASTED) {
      return wanted;
    }
    long most = Math.min(MAX_BYTES_AHEAD, BYTES_AHEAD_PER_READ * bytesRead);
    int place = 0;
    for (Expected file : coming) {
      boolean leaves = !recursive && file.step.directory() != directory;
      if (++place > window || leaves) {
        break;
      }
      if (!file.fetched && bytesAhead + file.step.size() <= most) {
        file.fetched = true;
        bytesAhead += file.step.size();
        wanted.add(file.step.inode());
      }
    }
    return wanted;
  }

  /** Keeps some more in sight than the window has, to recognise what is read. */
  private void lookAhead() throws FsException {
    while (coming.size() < window + SLACK) {
      Optional<TreeWalk.Step> step = walk.next();
      if (step.isEmpty()) {
        return;
      }
      if (!step.get().isComplete()
          && step.get().size() <= wholeFile
          && !known.containsKey(step.get().inode())) {
        Expected file = new Expected(step.get());
        known.put(step.get().inode(), file);
        coming.add(file);
      }
    }
  }

  /** The files that were fetched for it and not read. */
  List<Long> unread() {
    return known.values().stream()
        .filter(file -> file.fetched && !file.read)
        .map(file -> file.step.inode())
        .toList();
  }
}
