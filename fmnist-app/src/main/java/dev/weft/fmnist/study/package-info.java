/** What the study finds out: each class computes the numbers of one section from the data or from a run, and nothing else. */
package dev.weft.fmnist.study;
