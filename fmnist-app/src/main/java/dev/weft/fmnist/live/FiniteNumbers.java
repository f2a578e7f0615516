package dev.weft.fmnist.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.Array;

/** Writes NaN and infinities as null: JSON has no number for them, and a text in a number's place is no JSON schema's. */
public final class FiniteNumbers extends StdSerializer<Number> {

  private static final long serialVersionUID = 1L;

  private FiniteNumbers() {
    super(Number.class);
  }

  /** {@return the module that teaches this to a mapper} */
  public static Module module() {
    FiniteNumbers numbers = new FiniteNumbers();
    return new SimpleModule("weft-finite-numbers").addSerializer(Double.class, numbers)
        .addSerializer(Double.TYPE, numbers).addSerializer(Float.class, numbers).addSerializer(Float.TYPE, numbers)
        .addSerializer(double[].class, new Arrays<>(double[].class)).addSerializer(float[].class,
            new Arrays<>(float[].class));
  }

  /** Arrays have a serializer of their own, which does not ask that of their elements. */
  private static final class Arrays<T> extends StdSerializer<T> {

    private static final long serialVersionUID = 1L;

    Arrays(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T array, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeStartArray();
      for (int i = 0; i < Array.getLength(array); i++) {
        provider.defaultSerializeValue(Array.get(array, i), out);
      }
      out.writeEndArray();
    }
  }

  @Override
  public void serialize(Number value, JsonGenerator out, SerializerProvider provider) throws IOException {
    if (!Double.isFinite(value.doubleValue())) {
      out.writeNull();
    } else if (value instanceof Float) {
      out.writeNumber(value.floatValue());
    } else {
      out.writeNumber(value.doubleValue());
    }
  }
}
