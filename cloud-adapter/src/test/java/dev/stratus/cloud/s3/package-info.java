/** Tests of the S3 store on real servers and on servers that misbehave. */
@NullMarked
package dev.stratus.cloud.s3;

import org.jspecify.annotations.NullMarked;
