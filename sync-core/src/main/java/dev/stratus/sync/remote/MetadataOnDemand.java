package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that a compare needs: those of what differs from the index, which ETag and
 * Last-Modified alone tell. So a page that will hardly bring news comes without any, in a third of
 * the time, and what is new on it all the same is listed again. It is not asked for one by one:
 * such an answer tells Last-Modified in whole seconds, from which the next listing would differ.
 * Used by one thread.
 */
final class MetadataOnDemand {

  /** After more news on a page the next one is expected to have as many. */
  private static final int FEW = 8;

  private final CloudStore cloud;
  private final Index index;
  private final Paths paths;
  private final boolean wasListed;
  private boolean many;

  /**
   * @param wasListed whether the whole bucket was taken over into the index before
   */
  MetadataOnDemand(RemoteParts parts, boolean wasListed) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.paths = parts.paths();
    this.wasListed = wasListed;
  }

  /**
   * Whether a page is to bring them. The first one always is: mostly the bucket's own UUID is
   * there.
   *
   * @param after the last key of the page before; null for the first one
   */
  boolean isExpected(@Nullable ObjectKey after) throws FsException {
    if (!wasListed || many || after == null) {
      return true;
    }
    String from = after.value();
    return index.read(tables -> tables.objects().hasUnseen(from, ListRequest.MAX_PAGE));
  }

  /**
   * What is new on a page, with metadata where the server lists them and somebody reads them. What
   * is gone meanwhile is left out.
   *
   * @param news some of the page's objects, in their order
   */
  List<ObjectInfo> of(Pages.Page page, List<ObjectInfo> news) throws CloudException {
    List<ObjectInfo> read = news.stream().filter(this::isRead).toList();
    many = read.size() > FEW;
    List<ObjectInfo> bare = read.stream().filter(info -> info.metadata().isEmpty()).toList();
    if (bare.isEmpty() || !cloud.capabilities().listsMetadata()) {
      return news;
    }
    List<ObjectInfo> complete = new ArrayList<>(news);
    complete.removeAll(bare);
    complete.addAll(listAgain(request(page, bare), bare));
    return complete;
  }

  private boolean isRead(ObjectInfo info) {
    String path = info.key().value().substring(paths.prefix().length());
    boolean shown = !Paths.isReserved(path) && Paths.objection(path).isEmpty();
    return shown || info.key().equals(paths.rootKey());
  }

  /** For a listing that begins with the first of them, and as a rule ends with the last. */
  private ListRequest request(Pages.Page page, List<ObjectInfo> bare) {
    List<ObjectInfo> objects = page.listed().objects();
    int first = objects.indexOf(bare.get(0));
    int end = objects.indexOf(bare.get(bare.size() - 1)) + 1;
    ObjectKey after = first == 0 ? page.after() : objects.get(first - 1).key();
    return new ListRequest(
        paths.prefix(), false, after == null ? null : after.value(), end - first);
  }

  private List<ObjectInfo> listAgain(ListRequest request, List<ObjectInfo> bare)
      throws CloudException {
    Set<ObjectKey> wanted = bare.stream().map(ObjectInfo::key).collect(Collectors.toSet());
    ObjectKey last = bare.get(bare.size() - 1).key();
    List<ObjectInfo> found = new ArrayList<>();
    String next = "";
    boolean reached;
    do {
      ListPage page = cloud.list(request, next);
      page.objects().stream().filter(info -> wanted.contains(info.key())).forEach(found::add);
      reached = page.objects().stream().anyMatch(info -> info.key().compareTo(last) >= 0);
      next = page.next().orElse("");
    } while (!reached && !next.isEmpty());
    return found;
  }
}
