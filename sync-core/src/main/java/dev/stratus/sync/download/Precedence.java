package dev.stratus.sync.download;

/**
 * Which fetches of one file give way to readers while the line is slow. Not thread safe: {@link
 * FileDownload} guards it.
 */
final class Precedence {

  private final DownloadSettings settings;
  private final Flying flying;
  private final FileReaders readers;
  private final Hydrations hydrations;

  Precedence(DownloadSettings settings, Flying flying, FileReaders readers, Hydrations hydrations) {
    this.settings = settings;
    this.flying = flying;
    this.readers = readers;
    this.hydrations = hydrations;
  }

  /** Ends a fetch of which nobody wants the bytes any more; false if somebody does. */
  boolean endIfForsaken(Fetch fetch, long now) {
    boolean forsaken = !fetch.isAwaited() && isForsaken(fetch, now);
    if (forsaken) {
      flying.remove(fetch);
      readers.lose(fetch.bytes());
    }
    return forsaken;
  }

  private boolean isForsaken(Fetch fetch, long now) {
    return switch (fetch.urgency()) {
      // What is small comes sooner than it would come again.
      case READER, READ_AHEAD ->
          fetch.bytes().length() > settings.wholeFile()
              && !readers.areFollowing(fetch.bytes(), now);
      case SCAN -> false;
      case DIRTY, REQUESTED -> hydrations.isEmpty();
    };
  }

  /** Whether somebody asked for it who reads nothing of it soon. */
  boolean hasTime(Fetch fetch, long now) {
    return fetch.urgency() == Urgency.REQUESTED
        && !fetch.isAwaited()
        && !readers.areFollowing(fetch.bytes(), now);
  }
}
