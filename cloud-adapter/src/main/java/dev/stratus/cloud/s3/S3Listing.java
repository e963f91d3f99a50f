package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PendingUpload;
import dev.stratus.cloud.UserMetadata;
import dev.stratus.cloud.Verb;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lists objects and uploads: LIST v2, names URL-encoded, with MinIO's metadata where the server has
 * it.
 */
final class S3Listing {

  private static final String METADATA = "UserMetadata" + ListingXml.NESTED + Heads.META;

  private final Sdk sdk;
  private final boolean listsMetadata;

  S3Listing(Sdk sdk, boolean listsMetadata) {
    this.sdk = sdk;
    this.listsMetadata = listsMetadata;
  }

  ListPage page(ListRequest request, String continuation) throws CloudException {
    Ask ask = Ask.of(Verb.LIST, request.prefix());
    ListingXml.Listing listing = ask(ask, query(request, continuation), "ListBucketResult");
    try {
      return page(listing, brings(request));
    } catch (RuntimeException e) {
      throw sdk.failures().of(e, ask);
    }
  }

  private Http.QueryParameters query(ListRequest request, String continuation) {
    Http.QueryParameters query =
        new Http.QueryParameters(
            "list-type",
            "2",
            "encoding-type",
            "url",
            "prefix",
            request.prefix(),
            "max-keys",
            Integer.toString(request.pageSize()));
    @Nullable String startAfter = request.startAfter();
    if (!continuation.isEmpty()) {
      query.put("continuation-token", continuation);
    } else if (startAfter != null) {
      query.put("start-after", startAfter);
    }
    if (request.delimited()) {
      query.put("delimiter", "/");
    }
    if (brings(request)) {
      query.put("metadata", "true");
    }
    return query;
  }

  private boolean brings(ListRequest request) {
    return listsMetadata && request.metadata();
  }

  /** Asks for a listing of any kind. */
  ListingXml.Listing ask(Ask ask, Http.QueryParameters query, String root) throws CloudException {
    ListObjectsV2Args bucket = sdk.bucket(ListObjectsV2Args.builder()).build();
    try (Response response = sdk.ask(ask, client -> client.get(bucket, query))) {
      return ListingXml.read(response.body().byteStream(), root);
    } catch (XMLStreamException e) {
      Throwable nested = e.getNestedException();
      throw sdk.failures().of(nested instanceof IOException ? nested : e, ask);
    }
  }

  private static ListPage page(ListingXml.Listing listing, boolean metadata) {
    List<ObjectInfo> objects = new ArrayList<>(listing.items().size());
    List<String> prefixes = new ArrayList<>();
    for (ListingXml.Item item : listing.items()) {
      switch (item.kind()) {
        case "Contents" -> info(listing, item, metadata).ifPresent(objects::add);
        case "CommonPrefixes" -> prefixes.add(ListingXml.name(listing, item.field("Prefix")));
        default -> {
          // Owners and whatever else a server adds.
        }
      }
    }
    // S3Proxy sorts as Java does.
    objects.sort(Comparator.comparing(ObjectInfo::key));
    prefixes.sort(ObjectKey::compareUtf8);
    boolean truncated = "true".equals(listing.page().get("IsTruncated"));
    @Nullable String next = truncated ? listing.page().get("NextContinuationToken") : null;
    if (truncated && next == null) {
      throw new IllegalArgumentException("the page is not the last but names no next one");
    }
    return new ListPage(objects, prefixes, Optional.ofNullable(next));
  }

  /**
   * An item as an object; none for what has no ETag, which S3Proxy lists while it is being written.
   */
  private static Optional<ObjectInfo> info(
      ListingXml.Listing listing, ListingXml.Item item, boolean metadata) {
    ObjectKey key = new ObjectKey(ListingXml.name(listing, item.field("Key")));
    long size = Long.parseLong(item.field("Size"));
    String etag = item.fields().getOrDefault("ETag", "");
    if (etag.isEmpty() && !Heads.isMarker(key, size)) {
      return Optional.empty();
    }
    return Optional.of(
        new ObjectInfo(
            key,
            size,
            etag.isEmpty() ? Heads.EMPTY : ETag.parse(etag),
            Instant.parse(item.field("LastModified")),
            metadata ? Optional.of(metadata(item)) : Optional.empty()));
  }

  /** MinIO lists more than user metadata there, such as the content type. */
  private static Map<String, String> metadata(ListingXml.Item item) {
    Map<String, String> metadata = new HashMap<>();
    item.fields()
        .forEach(
            (name, value) -> {
              if (name.regionMatches(true, 0, METADATA, 0, METADATA.length())) {
                String bare = name.substring(METADATA.length()).toLowerCase(Locale.ROOT);
                metadata.put(bare, UserMetadata.decode(value));
              }
            });
    return metadata;
  }

  List<PendingUpload> uploads(String prefix) throws CloudException {
    Ask ask = Ask.of(Verb.LIST_MULTIPART, prefix);
    List<PendingUpload> pending = new ArrayList<>();
    Map<String, String> page = Map.of();
    do {
      Http.QueryParameters query =
          new Http.QueryParameters("uploads", "", "prefix", prefix, "encoding-type", "url");
      if (page.containsKey("NextKeyMarker")) {
        query.put("key-marker", page.get("NextKeyMarker"));
        query.put("upload-id-marker", page.getOrDefault("NextUploadIdMarker", ""));
      }
      ListingXml.Listing listing = ask(ask, query, "ListMultipartUploadsResult");
      try {
        pending.addAll(uploads(listing));
      } catch (RuntimeException e) {
        throw sdk.failures().of(e, ask);
      }
      page = listing.page();
    } while ("true".equals(page.get("IsTruncated")) && page.containsKey("NextKeyMarker"));
    return pending;
  }

  private static List<PendingUpload> uploads(ListingXml.Listing listing) {
    List<PendingUpload> pending = new ArrayList<>();
    for (ListingXml.Item item : listing.items()) {
      if (item.kind().equals("Upload")) {
        ObjectKey key = new ObjectKey(ListingXml.name(listing, item.field("Key")));
        Instant initiated = Instant.parse(item.field("Initiated"));
        pending.add(new PendingUpload(key, item.field("UploadId"), initiated));
      }
    }
    return pending;
  }
}
