/** The view without a kernel and without a cloud. */
@NullMarked
package dev.stratus.sync.view;

import org.jspecify.annotations.NullMarked;
