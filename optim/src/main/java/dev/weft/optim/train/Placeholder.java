package dev.weft.optim.train;

/** Lets the module export this package until its first class is here; goes then. */
final class Placeholder {}
