/**
 * The file system without a kernel: index, content, view and what keeps cloud and index in step.
 */
@NullMarked
package dev.stratus.sync;

import org.jspecify.annotations.NullMarked;
