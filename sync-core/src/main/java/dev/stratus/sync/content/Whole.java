package dev.stratus.sync.content;

/**
 * A file that was all here at one moment.
 *
 * @param losses how often blocks had been given up by then
 */
record Whole(long generation, long losses) {}
