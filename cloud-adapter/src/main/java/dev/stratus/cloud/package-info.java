/**
 * Objects in a bucket: the seam between Stratus and any S3 cloud.
 *
 * <p>Here live the contract ({@link dev.stratus.cloud.CloudStore}) and its words. Files, inodes and
 * paths on disk are not known here. Implementations are in the rooms below: {@code s3}, {@code
 * memory}, {@code embedded}; what every store needs around it is in {@code guard}. Nothing here
 * holds a lock over a request, and nothing survives a restart but what the bucket holds.
 */
@NullMarked
package dev.stratus.cloud;

import org.jspecify.annotations.NullMarked;
