package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import dev.stratus.sync.content.BlockSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The programs that read one file: in which pattern, when last, and how many wait. Not thread safe:
 * {@link FileDownload} guards it.
 */
final class FileReaders {

  /** A read-ahead that failed is not tried again at each read. */
  private static final long QUIET_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(5);

  /** A reader that was away for so long may not come back for what waits in the line for it. */
  private static final long GONE = TimeUnit.SECONDS.toNanos(3);

  /** Forgotten when nothing happened for so long: with it goes the knowledge of the pattern. */
  private static final long FORGET_AFTER = TimeUnit.SECONDS.toNanos(30);

  private final ReadPattern pattern;
  private int waiting;
  private long quietUntil;
  private long lastRead;

  FileReaders(DownloadSettings settings, Throughput throughput, long now) {
    this.pattern = new ReadPattern(settings, throughput);
    this.lastRead = now;
    this.quietUntil = now;
  }

  /** Somebody reads, or is expected to. */
  void seen(long now) {
    lastRead = now;
  }

  /** Notes a read, and tells what should be brought for it and ahead of it. */
  ReadPattern.Wish note(long offset, long end, long limit, boolean missing, long now) {
    lastRead = now;
    return pattern.note(offset, end, limit, missing, now);
  }

  /** Whether a program comes nearer to these bytes. */
  boolean areFollowing(ByteRange bytes, long now) {
    return pattern.isFollowed(bytes, waiting, now);
  }

  /** What was asked for ahead does not come. */
  void lose(ByteRange bytes) {
    pattern.lose(bytes);
  }

  /** What a program that skips equally much each time will read next. */
  List<ByteRange> skippedTo() {
    return pattern.skippedTo();
  }

  void arrive() {
    waiting++;
  }

  /** A reader that waited for the bytes before that end has them, or gave up. */
  void leave(long end, long now) {
    waiting--;
    pattern.seen(end, now);
  }

  boolean areWaiting() {
    return waiting > 0;
  }

  /** Whether a guess may be fetched, as none has failed lately. */
  boolean mayGuess(long now) {
    return now - quietUntil >= 0;
  }

  /** A guess failed. */
  void guessFailed(long now) {
    quietUntil = now + QUIET_AFTER_FAILURE;
  }

  /** Whether somebody waits, or was here a moment ago. */
  boolean areHere(long now) {
    return waiting > 0 || now - lastRead < GONE;
  }

  /** The blocks that a program will read next. */
  BlockSet soonRead(long now) {
    return now - lastRead < GONE ? pattern.soonRead() : new BlockSet();
  }

  /** Whether nothing has happened for a while. */
  boolean areGone(long now) {
    return waiting == 0 && now - lastRead > FORGET_AFTER;
  }
}
