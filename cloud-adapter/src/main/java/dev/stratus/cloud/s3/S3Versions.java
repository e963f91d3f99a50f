package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.Verb;
import io.minio.Http;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what is and was under a key. */
final class S3Versions {

  private static final int PAGE = 1_000;

  private final Sdk sdk;
  private final S3Bucket bucket;
  private final S3Listing listing;

  S3Versions(Sdk sdk, S3Bucket bucket, S3Listing listing) {
    this.sdk = sdk;
    this.bucket = bucket;
    this.listing = listing;
  }

  /** The newest first, as the server lists them. */
  List<ObjectVersion> list(ObjectKey key, int limit) throws CloudException {
    if (!bucket.everVersioned()) {
      throw new CloudException(
          CloudFailure.NOT_SUPPORTED, "bucket " + sdk.bucket() + " keeps no versions");
    }
    return newest(key, limit);
  }

  /** The same of a bucket that is known to keep them. */
  List<ObjectVersion> newest(ObjectKey key, int limit) throws CloudException {
    Ask ask = Ask.of(Verb.LIST_VERSIONS, key);
    List<ObjectVersion> found = new ArrayList<>();
    Map<String, String> page = Map.of();
    boolean more = true;
    while (more && found.size() < limit) {
      Http.QueryParameters query = query(key, page, limit - found.size());
      ListingXml.Listing listed = listing.ask(ask, query, "ListVersionsResult");
      try {
        more = read(listed, key, found) && "true".equals(listed.page().get("IsTruncated"));
      } catch (RuntimeException e) {
        throw sdk.failures().of(e, ask);
      }
      page = listed.page();
    }
    return found;
  }

  private static Http.QueryParameters query(ObjectKey key, Map<String, String> page, int wanted) {
    Http.QueryParameters query =
        new Http.QueryParameters(
            "versions",
            "",
            "prefix",
            key.value(),
            "encoding-type",
            "url",
            "max-keys",
            Integer.toString(Math.min(wanted, PAGE)));
    String marker = page.get("NextKeyMarker");
    if (marker != null) {
      query.put("key-marker", marker);
      query.put("version-id-marker", page.getOrDefault("NextVersionIdMarker", ""));
    }
    return query;
  }

  /** Reads a page; false once it names another key, of which this one is only the beginning. */
  private static boolean read(ListingXml.Listing page, ObjectKey key, List<ObjectVersion> found) {
    for (ListingXml.Item item : page.items()) {
      boolean deletion = item.kind().equals("DeleteMarker");
      if (!deletion && !item.kind().equals("Version")) {
        continue;
      }
      if (!ListingXml.name(page, item.field("Key")).equals(key.value())) {
        return false;
      }
      found.add(version(item, key, deletion));
    }
    return true;
  }

  private static ObjectVersion version(ListingXml.Item item, ObjectKey key, boolean deletion) {
    return new ObjectVersion(
        key,
        item.field("VersionId"),
        deletion ? Optional.empty() : Optional.of(ETag.parse(item.field("ETag"))),
        deletion ? 0 : Long.parseLong(item.field("Size")),
        Instant.parse(item.field("LastModified")));
  }
}
