package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Listings page by page; the next page is asked for while the one before is worked on. */
final class Pages {

  private final CloudStore cloud;
  private final Flights flights;
  private final Executor threads;
  private final String prefix;
  private final LongSupplier ticker;
  private final PageSize size = new PageSize();

  Pages(RemoteParts parts, Executor threads) {
    this.cloud = parts.cloud();
    this.flights = parts.flights();
    this.prefix = parts.paths().prefix();
    this.ticker = parts.waits().ticker();
    this.threads = threads;
  }

  /** Sends a request for a page. */
  @FunctionalInterface
  interface Sender {
    ListPage send(Errand.Request<ListPage> request) throws FsException, CloudException;
  }

  /** Whether the page after a key, or the first one where there is none, is to bring metadata. */
  @FunctionalInterface
  interface Need {
    boolean of(@Nullable ObjectKey after) throws FsException;
  }

  /**
   * A page as it came.
   *
   * @param asked the counter when the first page of its listing was asked for: MinIO answers the
   *     third page and later ones from a copy that it made when the second was asked for, so
   *     nothing in a listing is known to be newer than its beginning
   * @param after the last key before it; null if there is none
   */
  record Page(ListPage listed, long asked, @Nullable ObjectKey after) {}

  /** All keys of the mount, with the metadata that are needed. */
  Ahead flat(Need metadata) throws FsException {
    return new Ahead(ListRequest.flat(prefix), Errand.Request::send, metadata);
  }

  /** All keys that begin so. */
  Ahead below(String begin, Sender sender) throws FsException {
    return new Ahead(ListRequest.flat(begin), sender, after -> true);
  }

  /** The keys and prefixes of one directory. */
  Ahead of(String directoryPrefix, Sender sender) throws FsException {
    return new Ahead(ListRequest.delimited(directoryPrefix), sender, after -> true);
  }

  /** One listing under way; used by one thread. */
  final class Ahead implements AutoCloseable {
    private final ListRequest request;
    private final Sender sender;
    private final Need metadata;
    private @Nullable CompletableFuture<ListPage> coming;
    private @Nullable ObjectKey last;
    private final long asked;

    private Ahead(ListRequest request, Sender sender, Need metadata) throws FsException {
      this.request = request;
      this.sender = sender;
      this.metadata = metadata;
      boolean needed = metadata.of(null);
      asked = flights.ask();
      send("", needed);
    }

    private void send(String continuation, boolean needed) {
      ListRequest page = needed ? request : request.withoutMetadata();
      coming = CompletableFuture.supplyAsync(() -> list(page, continuation), threads);
    }

    private ListPage list(ListRequest wanted, String continuation) {
      ListRequest page = wanted.withPageSize(size.keys());
      long begin = ticker.getAsLong();
      try {
        ListPage listed = sender.send(() -> cloud.list(page, continuation));
        size.came(page.pageSize(), ticker.getAsLong() - begin);
        return listed;
      } catch (FsException | CloudException e) {
        size.failed(page.pageSize(), ticker.getAsLong() - begin);
        throw new CompletionException(e);
      }
    }

    /** The next page; the one before it is done with. Empty after the last. */
    Optional<Page> next() throws FsException, CloudException {
      if (coming == null) {
        return Optional.empty();
      }
      ListPage listed = await(coming);
      coming = null;
      ObjectKey after = last;
      if (!listed.objects().isEmpty()) {
        last = listed.objects().get(listed.objects().size() - 1).key();
      }
      if (listed.next().isPresent()) {
        send(listed.next().get(), metadata.of(last));
      }
      return Optional.of(new Page(listed, asked, after));
    }

    private static ListPage await(CompletableFuture<ListPage> coming) throws CloudException {
      try {
        return coming.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof CloudException failure) {
          throw failure;
        }
        throw new CloudException(CloudFailure.BROKEN_ANSWER, "the listing failed", e);
      }
    }

    @Override
    public void close() {
      flights.answered();
    }
  }
}
