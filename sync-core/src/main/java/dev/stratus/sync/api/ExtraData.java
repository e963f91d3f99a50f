package dev.stratus.sync.api;

/**
 * What a push of the cloud brings: cloudSyncManager's ExtraData. It only says that something
 * changed; what that is, is found in the cloud.
 *
 * @param eventId of the push
 * @param extraData its content
 */
public record ExtraData(String eventId, String extraData) {}
