package dev.stratus.sync.remote;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an object's metadata say of the file, as far as they say anything.
 *
 * @param mode {@code st_mode}; type bits 0 where its writer gave none
 * @param mtime nanoseconds since 1970
 * @param cloudId the UUID that the file carries for life
 * @param contentId the UUID of these bytes
 * @param nonce of the attempt that wrote the object
 * @param linkGroup shared by all names of a hard-linked file
 */
public record ObjectAttributes(
    OptionalInt mode,
    OptionalInt uid,
    OptionalInt gid,
    OptionalLong mtime,
    OptionalLong rdev,
    Optional<String> cloudId,
    Optional<String> contentId,
    Optional<String> nonce,
    Optional<String> linkGroup,
    Map<String, byte[]> xattrs) {}
