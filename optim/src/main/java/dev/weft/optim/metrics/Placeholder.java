package dev.weft.optim.metrics;

/** Lets the module export this package until its first class is here; goes then. */
final class Placeholder {}
