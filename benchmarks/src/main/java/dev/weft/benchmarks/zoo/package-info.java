/** Networks of all common kinds, and how fast they train and predict. */
package dev.weft.benchmarks.zoo;
