package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.ComposeObjectArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.ListPartsArgs;
import io.minio.SourceObject;
import io.minio.UploadPartCopyArgs;
import io.minio.messages.ListPartsResult;
import io.minio.messages.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Multipart uploads. */
final class S3Multipart {

  private final Sdk sdk;
  private final Transfers transfers;

  S3Multipart(Sdk sdk, Transfers transfers) {
    this.sdk = sdk;
    this.transfers = transfers;
  }

  String create(ObjectKey key, Map<String, String> metadata) throws CloudException {
    Ask ask = Ask.of(Verb.CREATE_MULTIPART, key);
    Http.Headers headers = Sdk.headers(key, metadata);
    headers.put("Content-Type", "application/octet-stream");
    CreateMultipartUploadArgs args =
        sdk.object(CreateMultipartUploadArgs.builder(), key).headers(headers).build();
    @Nullable String id =
        sdk.ask(ask, client -> client.createMultipartUpload(args)).result().uploadId();
    if (id == null || id.isEmpty()) {
      throw S3Failures.broken(ask, "no upload id in the answer");
    }
    return id;
  }

  PartTag put(ObjectKey key, String uploadId, int number, Body body) throws CloudException {
    Http.QueryParameters query =
        new Http.QueryParameters("partNumber", Integer.toString(number), "uploadId", uploadId);
    ETag etag = transfers.put(key, query, Map.of(), body, Ask.of(Verb.PUT_PART, key));
    return new PartTag(number, etag, body.size());
  }

  /** Which bytes of which version. */
  record Source(ObjectKey key, ETag etag, ByteRange range) {}

  PartTag copy(ObjectKey key, String uploadId, int number, Source source) throws CloudException {
    Ask ask = Ask.of(Verb.COPY_PART, key);
    Http.Headers headers = sourceHeaders(sdk.bucket(), source.key(), source.etag());
    headers.put(
        "x-amz-copy-source-range",
        "bytes=" + source.range().start() + "-" + (source.range().end() - 1));
    // The builder of UploadPartCopyArgs cannot reach its own constructor in SDK 9.0.4.
    ComposeObjectArgs named =
        sdk.object(ComposeObjectArgs.builder(), key)
            .sources(List.of(sdk.object(SourceObject.builder(), source.key()).build()))
            .build();
    UploadPartCopyArgs args = new UploadPartCopyArgs(named, uploadId, number, headers);
    String etag = sdk.askForWork(ask, client -> client.uploadPartCopy(args)).result().etag();
    return new PartTag(number, ETag.parse(etag), source.range().length());
  }

  static Http.Headers sourceHeaders(String bucket, ObjectKey source, ETag etag) {
    return new Http.Headers(
        "x-amz-copy-source",
        "/" + bucket + "/" + io.minio.Utils.encodePath(source.value()),
        "x-amz-copy-source-if-match",
        '"' + etag.value() + '"');
  }

  ETag complete(ObjectKey key, String uploadId, List<PartTag> parts, Precondition condition)
      throws CloudException {
    Ask ask = Ask.of(Verb.COMPLETE_MULTIPART, key, condition);
    CompleteMultipartUploadArgs args =
        sdk.object(CompleteMultipartUploadArgs.builder(), key)
            .extraHeaders(Sdk.headers(condition))
            .uploadId(uploadId)
            .parts(
                parts.stream()
                    .map(part -> new Part(part.number(), part.etag().value()))
                    .toArray(Part[]::new))
            .maxRetries(0)
            .build();
    @Nullable String etag = sdk.askForWork(ask, c -> c.completeMultipartUpload(args)).etag();
    if (etag == null) {
      throw S3Failures.broken(ask, "no ETag in the answer");
    }
    return ETag.parse(etag);
  }

  void abort(ObjectKey key, String uploadId) throws CloudException {
    AbortMultipartUploadArgs args =
        sdk.object(AbortMultipartUploadArgs.builder(), key).uploadId(uploadId).build();
    try {
      sdk.ask(Ask.of(Verb.ABORT_MULTIPART, key), client -> client.abortMultipartUpload(args));
    } catch (CloudException e) {
      if (e.failure() != CloudFailure.NOT_FOUND) {
        throw e;
      }
    }
  }

  List<PartTag> parts(ObjectKey key, String uploadId) throws CloudException {
    List<PartTag> parts = new ArrayList<>();
    @Nullable Integer marker = null;
    while (true) {
      ListPartsArgs args =
          sdk.object(ListPartsArgs.builder(), key)
              .uploadId(uploadId)
              .partNumberMarker(marker)
              .build();
      ListPartsResult page =
          sdk.ask(Ask.of(Verb.LIST_PARTS, key), client -> client.listParts(args)).result();
      for (Part part : page.parts()) {
        parts.add(new PartTag(part.partNumber(), ETag.parse(part.etag()), part.partSize()));
      }
      if (!page.isTruncated() || page.nextPartNumberMarker() == null) {
        return parts;
      }
      marker = page.nextPartNumberMarker();
    }
  }
}
