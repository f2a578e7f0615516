package dev.weft.layers.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record {@link LayerSpec} is if its configuration does not say it.
 *
 * <p>A component with this value is left out of {@link LayerSpec#config()}. So a setting that a layer gets later changes neither
 * what older files mean nor what is written for networks that do not use it.
 *
 * {@snippet :
 * record Settings(float alpha, @Default("1") float beta) {} // beta came later; files without it are read as if it were 1
 * }
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

  /** The value as text: a number, {@code true}, {@code false}, or what a configuration would have. */
  String value();
}
