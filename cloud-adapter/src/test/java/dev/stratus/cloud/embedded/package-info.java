/** Tests of the embedded S3 server. */
@NullMarked
package dev.stratus.cloud.embedded;

import org.jspecify.annotations.NullMarked;
