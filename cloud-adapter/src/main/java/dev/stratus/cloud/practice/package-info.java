/**
 * A bucket to practise on: the S3 client of every day, against a server in this process that keeps
 * nothing.
 *
 * <p>Knows the S3 client's settings and no other room. Crash: nothing outlives the process.
 */
@NullMarked
package dev.stratus.cloud.practice;

import org.jspecify.annotations.NullMarked;
