package dev.weft.fmnist.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the numbers come from. Everything that differs when the same command runs again is here: times, dates
 * and speeds. The report shows the training times once more where it compares two networks.
 *
 * @param command the command that gives the same numbers, all settings spelt out
 * @param facts machine, versions, digests and times, by name
 */
public record Provenance(String command, Map<String, String> facts) {

  /** Keeps the order. */
  public Provenance {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
