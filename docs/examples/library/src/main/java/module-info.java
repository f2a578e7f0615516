/** A user of Weft. */
module org.example.weft {
  requires weft.optim;
}
