package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Blocks;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a file is being read, and how far ahead of that it should be fetched. Programs are told apart
 * only by where they read; the kernel may ask for the bytes of one program on several threads, so
 * nearly the next offset is the next offset. Not thread safe.
 */
final class ReadPattern {

  /** What should be fetched now, where it is missing, in requests of so many bytes. */
  record Wish(long start, long end, long segment) {
    static final Wish NOTHING = new Wish(0, 0, 0);
  }

  /**
   * More programs than this that read one file in order are rare; the rest read as if at random.
   */
  private static final int STREAMS = 4;

  /** The kernel reads ahead by 128 KiB, on several threads: so far the order may be mixed up. */
  private static final long SLACK = 512 << 10;

  /** A program that read nothing for so long may not come back soon. */
  private static final long FOLLOWED = TimeUnit.SECONDS.toNanos(2);

  /** And if the file was read elsewhere since, it has probably gone on there. */
  private static final long FOLLOWED_BESIDES = TimeUnit.MILLISECONDS.toNanos(500);

  /** A request for fewer bytes costs more than it brings. */
  private static final int SEGMENTS_PER_WINDOW = 4;

  private static final class Stream {
    private long next;
    private long read;
    private long asked;
    private long seen;

    /** Where its first byte lies; a reader that goes backwards moves it. */
    private long lowest;

    private long readBackwards;
    private long askedBackwards;

    /** Returns how many bytes were read that come after all others. */
    private long advance(long offset, long end) {
      long advanced = Math.max(0, end - Math.max(offset, next));
      read += advanced;
      next = Math.max(next, end);
      return advanced;
    }

    /** Whether a read lies just before all others. */
    private boolean goesBackwards(long offset, long end) {
      return offset < lowest && end <= lowest && end >= lowest - SLACK;
    }

    private boolean continuesAt(long offset) {
      return offset >= next - SLACK && offset <= next + SLACK;
    }

    /** Whether bytes lie where its program was given some ahead. */
    private boolean leadsTo(ByteRange bytes) {
      boolean ahead = bytes.end() > next - SLACK && bytes.start() < Math.max(asked, next + SLACK);
      boolean before = bytes.end() > askedBackwards && bytes.start() < lowest + SLACK;
      return ahead || before;
    }

    private void lose(ByteRange bytes) {
      if (bytes.end() > next && bytes.start() < asked) {
        asked = Math.max(next, bytes.start());
      }
      if (bytes.start() < lowest && bytes.end() > askedBackwards) {
        askedBackwards = Math.min(lowest, bytes.end());
      }
    }
  }

  private final DownloadSettings settings;
  private final Throughput throughput;

  /** The one that was read last comes first. */
  private final ArrayDeque<Stream> streams = new ArrayDeque<>();

  private final Strides strides;
  private List<ByteRange> skippedTo = List.of();

  ReadPattern(DownloadSettings settings, Throughput throughput) {
    this.settings = settings;
    this.throughput = throughput;
    this.strides = new Strides(settings.maxWindow());
  }

  /** What a program that skips equally much each time will read after the read noted last. */
  List<ByteRange> skippedTo() {
    return skippedTo;
  }

  /**
   * Notes a read.
   *
   * @param limit nothing can be fetched from here on
   * @param missing whether bytes of this read are not here
   */
  Wish note(long offset, long end, long limit, boolean missing, long now) {
    skippedTo = List.of();
    if (limit <= settings.wholeFile()) {
      return missing ? new Wish(0, limit, settings.wholeFile()) : Wish.NOTHING;
    }
    Optional<Stream> backwards = backwardsAt(offset, end);
    if (backwards.isPresent()) {
      toFront(backwards.get(), now);
      return before(backwards.get(), offset, end, missing);
    }
    Stream stream = streamAt(offset, limit);
    toFront(stream, now);
    boolean first = stream.read == 0;
    long advanced = stream.advance(offset, end);
    if (advanced == 0) {
      // The same bytes again tell nothing of what comes next.
      return missing ? new Wish(offset, end, settings.segment()) : Wish.NOTHING;
    }
    long window = window(stream.read);
    long segment = segment(window, stream.read);
    stream.asked = Math.max(stream.asked, first ? firstTarget(offset, end, limit) : end);
    if (first) {
      return missing ? new Wish(offset, stream.asked, segment) : Wish.NOTHING;
    }
    Wish ahead = ahead(stream, Math.min(limit, stream.next + window), limit, segment);
    return missing ? new Wish(offset, Math.max(end, ahead.end()), segment) : ahead;
  }

  /** Asks for whole segments only, or for the rest of the file. */
  private static Wish ahead(Stream stream, long target, long limit, long segment) {
    long start = stream.asked;
    long wanted = target - start;
    long end = target == limit ? limit : start + wanted - wanted % segment;
    if (wanted <= 0 || end == start) {
      return Wish.NOTHING;
    }
    stream.asked = end;
    return new Wish(start, end, segment);
  }

  /** Where it is the line that bounds the window, many small requests keep it full, not a few. */
  private long segment(long window, long read) {
    boolean bounded = window < Math.min(settings.maxWindow(), 2 * read);
    long requests = bounded ? settings.requestsPerFile() : SEGMENTS_PER_WINDOW;
    long bytes = Math.min(settings.segment(), window / requests);
    return Math.max(settings.firstWindow(), bytes - bytes % Blocks.SIZE);
  }

  /** A read of the first bytes is probably one of many; one elsewhere may be the only one. */
  private long firstTarget(long offset, long end, long limit) {
    return offset == 0 ? Math.max(end, Math.min(limit, settings.firstWindow())) : end;
  }

  /** The more was read in order, the more will be. */
  private long window(long read) {
    long wanted = Math.min(2 * read, throughput.underWay(read));
    return Math.min(settings.maxWindow(), Math.max(settings.firstWindow(), wanted));
  }

  /** The blocks that a program which reads in order was given ahead, and a few around it. */
  BlockSet soonRead() {
    BlockSet soon = new BlockSet();
    for (Stream stream : streams) {
      soon.add(
          Blocks.of(Math.max(0, stream.next - SLACK)),
          Blocks.ceil(Math.max(stream.next, stream.asked) + SLACK));
      if (stream.readBackwards > 0) {
        soon.add(Blocks.of(stream.askedBackwards), Blocks.ceil(stream.lowest));
      }
    }
    return soon;
  }

  /**
   * Whether bytes that were asked for ahead will be read if nobody changes his mind.
   *
   * @param waiting how many programs wait for bytes of the file
   */
  boolean isFollowed(ByteRange bytes, int waiting, long now) {
    return streams.stream()
        .filter(stream -> goesOn(stream, waiting, now))
        .anyMatch(stream -> stream.leadsTo(bytes));
  }

  private boolean goesOn(Stream stream, int waiting, long now) {
    long quiet = now - stream.seen;
    return stream == streams.getFirst()
        ? waiting > 0 || quiet < FOLLOWED
        : quiet < (waiting > 1 ? FOLLOWED : FOLLOWED_BESIDES);
  }

  /** A program has waited for its bytes until now. */
  void seen(long end, long now) {
    streams.stream().filter(stream -> stream.continuesAt(end)).forEach(stream -> stream.seen = now);
  }

  /** What was asked for ahead does not come; who comes near it is to ask again. */
  void lose(ByteRange bytes) {
    streams.forEach(stream -> stream.lose(bytes));
  }

  private void toFront(Stream stream, long now) {
    streams.remove(stream);
    streams.addFirst(stream);
    stream.seen = now;
  }

  private Optional<Stream> backwardsAt(long offset, long end) {
    return streams.stream().filter(stream -> stream.goesBackwards(offset, end)).findFirst();
  }

  /** What lies before a read of a program that goes backwards; once may be chance. */
  private Wish before(Stream stream, long offset, long end, boolean missing) {
    boolean first = stream.readBackwards == 0;
    stream.readBackwards += stream.lowest - offset;
    stream.lowest = offset;
    long window = window(stream.readBackwards);
    long segment = segment(window, stream.readBackwards);
    long target = Math.max(0, offset - window);
    boolean more = !first && target < stream.askedBackwards;
    if (more && (target == 0 || stream.askedBackwards - target >= segment)) {
      stream.askedBackwards = target;
      return new Wish(target, end, segment);
    }
    stream.askedBackwards = Math.min(stream.askedBackwards, offset);
    return missing ? new Wish(offset, end, segment) : Wish.NOTHING;
  }

  /**
   * A read that came too early began a stream of its own; when the others have caught up with it,
   * the stream that knows more of their program goes on.
   */
  private Stream streamAt(long offset, long limit) {
    Optional<Stream> known =
        streams.stream()
            .filter(stream -> stream.continuesAt(offset))
            .max(Comparator.comparingLong(stream -> stream.read));
    if (known.isPresent()) {
      return known.get();
    }
    long before = streams.isEmpty() ? 0 : streams.getFirst().read;
    skippedTo = strides.note(offset, before, limit);
    if (streams.size() == STREAMS) {
      streams.removeLast();
    }
    Stream stream = new Stream();
    stream.next = offset;
    stream.asked = offset;
    stream.lowest = offset;
    stream.askedBackwards = offset;
    return stream;
  }
}
