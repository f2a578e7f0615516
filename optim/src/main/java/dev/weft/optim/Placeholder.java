package dev.weft.optim;

/** Lets the module export this package until its first class is here; goes then. */
final class Placeholder {}
