package dev.weft.fmnist.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiniteNumbersTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Values(double d, Double boxed, float f, Float boxedFloat, double[] doubles, float[] floats, double[][] rows,
      List<Number> list) {}

  @Test
  void whatIsNoNumberIsNullWhereverItStands() throws Exception {
    Values values = new Values(Double.NaN, Double.NaN, Float.POSITIVE_INFINITY, Float.NaN,
        new double[] {1.5, Double.NaN}, new float[] {0.1f, Float.NEGATIVE_INFINITY}, new double[][] {{Double.NaN, 2}},
        List.of(Double.NaN, Float.NaN, 3));
    String json = new ObjectMapper().registerModule(FiniteNumbers.module()).writeValueAsString(values);
    assertThat(json).isEqualTo("{\"d\":null,\"boxed\":null,\"f\":null,\"boxedFloat\":null,"
        + "\"doubles\":[1.5,null],\"floats\":[0.1,null],\"rows\":[[null,2.0]],\"list\":[null,null,3]}");
  }
}
