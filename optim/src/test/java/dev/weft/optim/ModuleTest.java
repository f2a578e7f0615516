package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModuleTest {
  @Test
  void theModuleRequiresTheModuleBelowIt() {
    Path[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith("classes") && !entry.endsWith("test-classes"))
        .map(Path::of).toArray(Path[]::new);
    ModuleDescriptor module = ModuleFinder.of(classPath).find("weft.optim").orElseThrow().descriptor();
    assertThat(module.requires()).extracting(ModuleDescriptor.Requires::name).contains("weft.layers");
  }
}
