@NullMarked
package dev.stratus.cloud.practice;

import org.jspecify.annotations.NullMarked;
