package dev.weft.optim.data;

/** Lets the module export this package until its first class is here; goes then. */
final class Placeholder {}
