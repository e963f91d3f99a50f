package dev.stratus.cloud;

import java.time.Instant;

/** A multipart upload that was created and neither completed nor aborted. */
public record PendingUpload(ObjectKey key, String uploadId, Instant initiated) {}
