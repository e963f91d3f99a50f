package dev.stratus.sync.view;

/** An open file; the number is the view's own and is never given twice in one mount. */
public record Handle(long value) {}
