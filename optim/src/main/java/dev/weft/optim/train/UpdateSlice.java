package dev.weft.optim.train;

import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.TouchedRows;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task of an update does.
 *
 * @param rule what it goes by
 * @param from the first value, or row
 * @param to one past the last
 * @param rows of which only the touched ones are updated; null: all values from {@code from} to {@code to} are
 */
record UpdateSlice(UpdateRule rule, int from, int to, TouchedRows rows) {

  private static final int VALUES = 1 << 14;
  private static final int ROWS = 1 << 16; // most of which were not touched

  /** Slices that cover the rules, by rows where the rule leaves out those that were not touched. */
  static UpdateSlice[] of(List<UpdateRule> rules, List<TouchedRows> touched) {
    List<UpdateSlice> slices = new ArrayList<>();
    for (UpdateRule rule : rules) {
      int from = rule.from();
      for (TouchedRows rows : rule.optimizer().skipsUntouchedRows() ? touched : List.<TouchedRows>of()) {
        Parameter parameter = rows.parameter();
        if (parameter.trainable() && parameter.offset() >= from && parameter.offset() < rule.to()) {
          add(slices, rule, from, parameter.offset(), VALUES, null);
          add(slices, rule, 0, rows.rows(), ROWS, rows);
          from = parameter.offset() + parameter.size();
        }
      }
      add(slices, rule, from, rule.to(), VALUES, null);
    }
    return slices.toArray(new UpdateSlice[0]);
  }

  private static void add(List<UpdateSlice> slices, UpdateRule rule, int from, int to, int most, TouchedRows rows) {
    for (int start = from; start < to; start += most) {
      slices.add(new UpdateSlice(rule, start, Math.min(to, start + most), rows));
    }
  }
}
