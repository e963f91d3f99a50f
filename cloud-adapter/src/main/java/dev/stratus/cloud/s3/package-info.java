/**
 * {@link dev.stratus.cloud.CloudStore} over S3: the only room that knows the MinIO SDK and OkHttp.
 *
 * <p>{@link dev.stratus.cloud.s3.S3Store} is the door; {@link dev.stratus.cloud.s3.CapabilityProbe}
 * finds out what a server does. Verbs without a body of bytes go through the SDK's asynchronous
 * client. GET, PUT and UploadPart stream on the caller's thread, signed by ourselves, since the SDK
 * buffers bodies and hashes them with SHA-256. Every request is tried once, by OkHttp, by the SDK
 * and by us. Every failure becomes a {@link dev.stratus.cloud.CloudException} in one class, {@code
 * S3Failures}. No lock is held over a request; nothing survives a restart.
 */
@NullMarked
package dev.stratus.cloud.s3;

import org.jspecify.annotations.NullMarked;
