/**
 * An S3 server in this process, for a first look at Stratus without a cloud.
 *
 * <p>The only room that knows S3Proxy. Mounts talk to it as to any other server, through {@code
 * s3}; only the composition root starts one. No lock of ours. What is in its directory survives
 * restarts; what was written last survives a crash of the machine only after {@link
 * dev.stratus.cloud.embedded.EmbeddedS3#sync}.
 */
@NullMarked
package dev.stratus.cloud.embedded;

import org.jspecify.annotations.NullMarked;
