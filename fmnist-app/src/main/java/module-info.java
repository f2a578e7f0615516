/** The Fashion-MNIST application. */
module weft.fmnist {
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires jdk.httpserver;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;
  requires weft.optim;

  opens dev.weft.fmnist.cli to info.picocli;
}
