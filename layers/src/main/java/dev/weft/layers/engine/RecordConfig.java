package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration of a layer, a loss, an optimiser or a schedule that is a record: its components by name, and back.
 *
 * <p>A component is a number, a boolean, a text, an enum (its name in lower case), a {@link Shape} ({@code "7x7x64"}) or a {@link
 * ConfigValue}, such as an {@link Initializer}. One that has its {@link Default} is left out.
 *
 * {@snippet :
 * RecordConfig.of(dropout(0.25f), "dropout"); // = {rate=0.25}
 * RecordConfig.read(Adam.class, "adam", RecordConfig.of(adam(0.1f), "adam")).equals(adam(0.1f)); // = true
 * }
 */
public final class RecordConfig {

  private static final double MOST_EXACT = 1L << 53; // of a whole number that JSON may hold as a double

  private RecordConfig() {}

  /**
   * The components of a record by name.
   *
   * @param kind named in errors
   * @throws IllegalArgumentException if it is no record, or has a component of a type that no configuration can hold
   */
  public static Map<String, Object> of(Object configured, String kind) {
    if (!configured.getClass().isRecord()) {
      throw new IllegalArgumentException(
          "expected " + configured.getClass().getName() + " to be a record or to have a config() of its own");
    }
    Map<String, Object> config = new LinkedHashMap<>();
    for (RecordComponent component : configured.getClass().getRecordComponents()) {
      Object value = component(configured, kind, component);
      Default absent = component.getAnnotation(Default.class);
      if (absent == null || !value.equals(parse(component, absent.value()))) {
        config.put(component.getName(), written(kind, component, value));
      }
    }
    return config;
  }

  private static Object component(Object configured, String kind, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(configured);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(kind + ": expected to read " + component, e);
    }
  }

  private static Object written(String kind, RecordComponent component, Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean truth -> truth;
      case String text -> text;
      case Enum<?> constant -> id(constant);
      case Shape shape -> text(shape);
      case ConfigValue own -> own.configValue();
      default -> throw new IllegalArgumentException(
          kind + ": expected a number, a boolean, a text, an enum, a shape or a ConfigValue for "
              + component.getName()
              + ", got a " + value.getClass().getName());
    };
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Shape shape) {
    return String.join("x", Arrays.stream(shape.dims()).mapToObj(String::valueOf).toList());
  }

  /**
   * The record of which {@link #of} gave this configuration.
   *
   * @param kind named in errors
   * @throws IllegalArgumentException if the configuration lacks an entry, has one too many or holds a value that the record does
   *     not take
   */
  public static <S extends Record> S read(Class<S> type, String kind, Map<String, ?> config) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    Set<String> unread = new TreeSet<>(config.keySet());
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      Default absent = components[i].getAnnotation(Default.class);
      types[i] = components[i].getType();
      try {
        values[i] = absent != null && !config.containsKey(name)
            ? parse(components[i], absent.value()) : value(components[i], config.get(name));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(kind + ": " + e.getMessage(), e);
      }
      unread.remove(name);
    }
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(kind + ": expected nothing but its configuration, got also " + unread);
    }
    try {
      Constructor<S> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(kind + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(kind + ": expected a record that can be made, got " + type.getName(), e);
    }
  }

  /** The value of a component from its text in {@link Default}. */
  private static Object parse(RecordComponent component, String text) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return Boolean.valueOf(text);
    }
    boolean number = type.isPrimitive() || (ConfigValue.class.isAssignableFrom(type) && text.matches("\\d+"));
    return value(component, number ? Double.valueOf(text) : text);
  }

  /** The value of a component from what a configuration has for it; numbers may be of any type. */
  private static Object value(RecordComponent component, Object value) {
    Class<?> type = component.getType();
    String name = component.getName();
    if (type == int.class || type == long.class) {
      double number = as(Number.class, value, "a whole number", name).doubleValue();
      if (number != Math.rint(number) || Math.abs(number) > (type == int.class ? Integer.MAX_VALUE : MOST_EXACT)) {
        throw new IllegalArgumentException("expected a whole number for " + name + ", got " + value);
      }
      return type == int.class ? (Object) (int) number : (Object) (long) number;
    }
    if (type == float.class) {
      return as(Number.class, value, "a number", name).floatValue();
    }
    if (type == double.class) {
      return as(Number.class, value, "a number", name).doubleValue();
    }
    if (type == boolean.class) {
      return as(Boolean.class, value, "true or false", name);
    }
    if (ConfigValue.class.isAssignableFrom(type)) {
      return type.isInstance(value) ? value : own(type, name, value);
    }
    String text = as(String.class, value, "a text", name);
    return type.isEnum() ? constant(type, name, text) : type == Shape.class ? shape(name, text) : text;
  }

  private static <T> T as(Class<T> type, Object value, String expected, String name) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("expected " + expected + " for " + name + ", got " + value);
    }
    return type.cast(value);
  }

  private static Object constant(Class<?> type, String name, String id) {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (id((Enum<?>) constant).equals(id)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "expected one of " + Arrays.stream(constants).map(c -> id((Enum<?>) c)).toList() + " for " + name + ", got '"
            + id
            + "'");
  }

  private static Shape shape(String name, String text) {
    try {
      return Shape
          .of(text.isEmpty() ? new int[0] : Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a shape such as 7x7x64 for " + name + ", got '" + text + "'", e);
    }
  }

  private static Object own(Class<?> type, String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException("expected a value for " + name + ", got null");
    }
    try {
      return type.getMethod("parse", Object.class).invoke(null, value);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(name + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("expected " + type.getName() + " to have a static parse(Object)", e);
    }
  }
}
