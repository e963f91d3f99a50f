package dev.stratus.sync.upload;

import dev.stratus.cloud.ETag;

/**
 * What a successful request left in the cloud.
 *
 * @param modifiedMillis Last-Modified, or 0 where the answer did not say it
 */
record Sent(
    ETag etag, long size, long contentGeneration, long metaGeneration, long modifiedMillis) {}
